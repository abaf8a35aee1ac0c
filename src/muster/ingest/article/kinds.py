"""What is said to happen, and how surely: the words that make a claim's kind and stance."""

import re
from dataclasses import dataclass

from muster.ingest.article.spans import Span
from muster.vocabulary import Kind

_MISSION = r"(?= (?:its |the |their )?(?:(?-i:[A-Z])[\w’'-]+ ){1,3}(?:(?:peace|peacekeeping|training|military|UN|EU) )?(?:missions?|contingents?|garrisons?|bases?|deployments?|battle ?groups?|outposts?|camps?|barracks|detachments?|operations?|forces?|presence|brigades?)\b)"
"""A mission by its place, as headlines have it: "quits Golan mission"."""
_VERBS: dict[Kind, str] = {
    Kind.CASUALTIES: r"losses|lost(?= (?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|hundreds)\b)|kill(?:ed|s|ing)|wound(?:ed|ing)|injur(?:ed|ing)|hurt|died|deaths?(?! penalty)|death toll|fatalities|slain|bodies of|perished|buried|cremated|interred|laid to rest|shot dead|gunned down|drowned|succumbed|lost (?:his|her|their|its) (?:li(?:fe|ves)|legs?|feet|foot|arms?|hands?|eyes?|sight)|casualties|fallen|погиб\w*|убит\w*|ранен\w*|загин\w*|사망\w*|전사\w*",
    Kind.DESERTION: (
        r"desert(?:ed|ing|ions?)|(?<=to )desert|defect(?:ed|ing|ions?)?|fled (?:their|his|its) (?:posts?|positions?|units?)|"
        r"(?:abandoned|left) (?:their|its) (?:posts?|positions?)|absconded|went missing|mutin\w+|дезертир\w*|탈영\w*|탈출\w*"
    ),
    Kind.COMBAT: (
        r"t(?:ook|akes?|aking|aken)(?= (?:the (?:city|town|village|port|airport|base|hill|bridge)\b|(?-i:(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-Z])))|fought|fighting(?! (?:vehicles?|age|force|strength|season|men))|fights?|clash(?:ed|es|ing)?|ambush\w*|battl(?:e|ed|ing)(?! (?:tanks?|groups?|plans?|lines?|gear|ready))|assault(?:s|ed|ing)?(?! (?:rifles?|ships?|craft|helicopters?|brigades?|troops|forces?|vehicles?|units?))|engaged in|to(?:ok|ok) part in the (?:siege|battle|assault|fighting)|attack(?:ed|ing)|raid(?:ed|ing)|attacks(?= (?:a|an|the|on)\b)|raids(?= (?:a|an|the|on)\b)|(?<=to )(?:attack|raid|storm|capture|seize|shell)|"
        r"repel(?:led|ling)|rescu(?:ed|ing)|shell(?:ed|ing)|storm(?:ed|ing)|(?<!imagery )(?<!images )(?<!image )(?<!photos )(?<!photo )(?<!footage )(?<!video )(?<!pictures )captur(?:ed|es|ing)|recaptur(?:ed|es|ing)|retak(?:e|es|en|ing)|retook|overr[au]n(?:ning)?|seiz(?:ed|es|ing)|exchang(?:ed|ing) (?:gun)?fire|trad(?:ed|ing) fire|skirmish\w*|advanc(?:ed|es|ing)(?= (?:on|to|into|towards?|from|through|in|as far|up|along|across|(?-i:west|east|north|south))\b)|gain(?:ed|ing)(?= (?:a foothold|control|ground))|"
        r"combat operations|offensive|hunt(?:ed|ing)|firing|fires?(?= (?:on|at|mortars|rockets|shells)\b)|pinned down|missile strikes|open(?:ed|s|ing)? fire|fired (?:at|on|upon)|held captive|taken prisoner|surrender(?:ed|ing)|besieg(?:ed|ing)|воюют|воевал\w*|бо[яиё]\w*|штурм\w*|교전\w*|전투\w*"
    ),
    Kind.TRAINING: (
        r"(?:re-?)?train(?:(?:ed|ing)|(?<!by train)(?<!a train)(?<!the train)(?<!of train)(?<!two train)(?<!three train)(?<!this train)s?(?<!two trains)(?<!of trains)(?<!by trains)(?<!the trains)(?! (?:between|from|were|was|had|have|carr)))(?!\w| (?:grounds?|camps?|ranges?|cent\w+|areas?|bases?|sites?|missions?))|drill(?:ed|ing)|exercis(?:es|ed|ing)|drills(?= (?:at|in|on|near|off|with|around)\b)|manoeuvres(?= (?:at|in|on|near|off)\b)|acclimat\w+|"
        r"instruct(?:ed|ing)|обуч\w*|тренир\w*|підготовк\w*|навча\w*|훈련\w*"
    ),
    Kind.EQUIPMENT: (
        r"equipped|armed with|outfitted|(?:received|issued|given|supplied with|provided with) (?:[\w-]+ ){0,4}?(?:weapons?|uniforms?|devices|"
        r"rifles?|gear|equipment|arms|papers|IDs?|documents)|wear(?:ing)? (?:[\w-]+ ){0,3}?uniforms?"
    ),
    Kind.TRANSIT: (
        rf"(?:ends?|ended|ending|halves|halved|halving|cuts?|cutting|trims?|trimmed|reduc(?:es?|ed|ing)|slash(?:es|ed)?|scal(?:es?|ed|ing) (?:back|down)|winds? (?:up|down)|closes?|closed|shuts?|suspends?|suspended|abandons?|abandoned|exits?){_MISSION}|"
        r"sent|sends?|sending|dispatch\w*|despatch\w*|transfer(?:red|ring|s)?|transport(?:ed|ing|s)?|airlift\w*|ferr(?:ied|ying)|"
        r"shipped|shipping|flown|flew|flying|flies|move[ds]?|moving|shift(?:ed|s|ing)|roll(?:ed|ing|s) out|quit(?:s|ting)?|rotat(?:ed|ing)|evacuat(?:ed|ing|ion)|repatriat\w+|expel(?:led|s|ling)|bound for|boarded|boarding|set off|sets? out for|"
        r"c[ao]mes?(?= (?:to|from|into|back|ashore|home|through|by|across|over|via|in|down|up|here|along|out)\b)|exit(?:ed|s|ing)?|recalled|driving|retreat(?:ed|ing)|disembark\w*|docked|slipped into|push(?:ed|ing|es)?(?= (?:into|as far|towards?|on to|up to|beyond|past|through|deeper)\b)|"
        r"order(?:ed|s|ing)?(?= (?:[\w,.’'-]+ ){1,8}?(?:to|into) (?:the )?(?-i:[A-Z]))|pull(?:s)? (?:out|back)|redeploy\w*|relocat\w+|travel+(?:ed|ing|s)?|head(?:ed|ing|s)?(?= (?:to|for|toward))|"
        r"went|gone|go(?:es)?(?= (?:to|home|into)\b)|going(?= to (?-i:[A-Z]))|roll(?:ed|s|ing)?(?= (?:in)?to)|drove|marched|sail(?:ed|ing)|pour(?:ed|ing|s)?(?= (?:in|into|across|over|out|back|through)\b)|stream(?:ed|ing)|"
        r"brought|bring(?:s|ing)?|carried|taken(?! (?:part|place|up|over|prisoner|in|on)\b)|walk(?:ed|ing)?(?= (?:(?:in)?to|from|across|over)\b)|trekk(?:ed|ing)|trudg(?:ed|ing)|fle[de]s?(?= (?-i:[A-Z]))|fle[de]|made (?:it|their way)(?= (?:in)?to\b)|turn(?:ed|s|ing)? up|swept into|converg(?:ed|ing)|filed into|truck(?:ed|ing)|buss?(?:ed|ing)|parachut(?:ed|ing)|dropp?(?:ed|ing|s)?(?= (?:into|on|over|off|near)\b)|swap(?:ped|s)|(?:being |been |was |were )replaced(?= (?:in|at|by|on)\b)|replac(?:ed|ing)(?= (?:a|an|the|its|their|those|some|about|\d))|pass(?:ed|ing)(?= (?:through|by|into|(?-i:[A-Z])))|cross(?:ed|es|ing)?(?! border)|enter(?:ed|ing|s)?|rushed|carrying|left|leav(?:e|es|ing)|depart(?:s|ed|ing|ures?)?|withdr[ae]w\w*|pull(?:ed|ing|s)? (?:out|back|away)|pull(?:s|ed|ing)?(?= (?:[\w,.’'-]+ ){1,7}?(?:out of|back|from)\b)|"
        r"return(?:ed|ing|s)?|handed over|handing over|deploy(?:s|ed|ing|ment)?(?= (?:[\w,.’'-]+ ){0,6}?(?:to|into|towards?) )|en route|"
        r"influx|introduction|отправ\w*|переброс\w*|перекину\w*|направ\w*|прибыва\w*|відправ\w*|이동\w*|수송\w*|파병\w*|파견\w*"
    ),
    Kind.PRESENCE: (
        rf"(?:doubl(?:es?|ed|ing)|tripl(?:es?|ed|ing)|boosts?|boosted|bolsters?|bolstered|extends?|extended|expands?|expanded|enlarges?|enlarged|strengthens?|strengthened|beefs? up|reopens?|reopened|resumes?|resumed|renews?|leads?|heads?|raises?){_MISSION}|"
        r"stationed|deployed|deploying|deploys?|deployment(?! (?:cent|site|base|camp|zone|order|plan|area))|based|positioned|present|presence|locat(?:ed)|operating|operates?|operated|seen|spotted|"
        r"observed|sighted|photographed|filmed|landed|landing|lands?|arriv(?:ed|es|e|ing|al)|reach(?:ed|es|ing)(?! (?:in|at|on|by|an? (?:agreement|deal|accord))\b)|reach(?= (?-i:[A-Z]))|there (?:is|are|was|were)|took part|taken part|taking part|tak(?:e|es|ing) over|took over|taken over|(?:split|divided|spread|scattered|distributed)(?= (?:between|across|among|over)\b)|practi[sc](?:ed|ing)|(?:has|have|had|keeps?|kept|retains?|retained|maintain(?:s|ed))(?= (?:some |about |around |roughly |up to |over |more than |at least |an estimated |nearly |almost |as many as |no more than |fewer than |close to |between |from |a total of |perhaps |an additional |another )?(?:\d|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|a (?:dozen|hundred|thousand|battalion|brigade|company|contingent|garrison)) ))|f(?:ind|ound)(?= (?:[\w-]+ ){0,4}?(?:soldiers|troops|men|fighters|peacekeepers|mercenaries|policemen)\b)|unload(?:ed|ing)|offload(?:ed|ing)|demin(?:e[sd]?|ing)|drawn up|lined up|formed up|paraded|shelter(?= in\b)|places?(?= (?:some |about |around |roughly |at least )?\d)|mobili[sz](?:ed|es|ing)|boasts?(?= (?:some |about )?\d)|put(?:s|ting)?(?= (?:an? (?:company|battalion|brigade|unit|garrison|platoon|base)|troops|soldiers|forces|men|marines|boots)\b)|(?:has|have|had)(?= (?:an?|its|their|our|no|some|several) (?:[\w-]+ ){0,3}?(?:detachment|team|unit|squadron|company|battery|platoon|group|contingent|battalion|brigade|garrison|base|camp|outpost|post|mission|force|troops|soldiers|trainers|instructors|advisers|marines|forces|peacekeepers|personnel|fighters|men|police)\b)|clear(?:ed|ing)(?= (?:(?-i:[A-Z])|the (?:town|village|city)))|garrisoned|home to|houses?(?= (?:[\w,-]+ ){0,4}?(?:\d|troops|soldiers|fighters|(?-i:[A-Z])))|encamped|li(?:ves?|ved|ving)(?= (?:in|at|on|near|among)\b)|sleep(?:s|ing)|sleep(?= (?:in|at)\b)|slept|rest(?:ed|ing)|waits?|wait(?:ed|ing)|sits?(?= (?:idle|in|at|on|out)\b)|sat(?= (?:in|at|on)\b)|sitting(?= (?:idle|in|at|on)\b)|linger(?:s|ed|ing)?|loiter\w*|pitch(?:ed|es)?(?= (?:a|an|the|their|its|tents?|camp)\b)|parked|spen[dt]s?(?= (?:the|a|an|its|their|two|three|four|five|six|seven|last|most|several|\d+)\b[^.;,]{0,30}\b(?:nights?|days?|weeks?|months?|winter|summer|spring|autumn)\b)|posted|ashore|massed|mans|(?<=who )man(?= )|turned up|showed up|hold(?:s|ing)?(?= (?:a|an|the|on|out|off|its|their|positions?|several|most|part|two|three)\b)|held(?= (?:a line|the line|positions?|on|out|the town|the village|the city|the airport)\b)|exceed(?:s|ed)?|shelter(?:ed|ing)|hid(?:den|ing)|billet(?:ed|ing)|"
        r"serv(?:es?|ed)(?= (?:in|at|on|near)\b)|draw(?:s|ing)? pay|lead(?:s|ing)?(?= (?:a|the|an) )|form(?:s|ed|ing)?(?= (?:the|a) )|counts?(?= \d)|gather(?:ed|ing|ings|s)?|assembl(?:ed|ing)|regroup(?:ed|ing)|mass(?:es|ing)|"
        r"patrol\w*|guard(?:s|ed|ing)?(?! of)|protect(?:s|ed|ing)(?= (?:a|an|the|its|their|mines?|convoys?|(?-i:[A-Z])))|surround(?:s|ed|ing)|encircl(?:ed|es|ing)|host(?:s|ed|ing)|remain(?:s|ed|ing)?|pos(?:e|ed|ing)(?= (?:at|in|near|on|beside|with|for)\b)|confined|trapped|stay(?:s|ed|ing)?|housed|quartered|billeted|camped|"
        r"built (?:a|an|their) (?:[\w-]+ )?(?:camp|base)|set up|taken? up|took (?:up|control|charge|hold)|takes? (?:control|hold)|taken (?:control|charge)|dug (?:in|trenches|positions|themselves)|digs? in|digging (?:in|trenches|positions)|ended up|end up|settl(?:e[sd]?|ing) in|accumulat(?:e|ed|ing)|concentrat(?:ed|ing)|lodg(?:e[sd]?|ing)|holed up|reinforc(?:e[sd]?|ing)(?! from)|staying|helping|supporting|assisting|join(?:ed|ing|s)?|"
        r"in place|on the ground|(?:is|are|was|were) there\b|numbers? of|(?:re)?occup(?:y|ies|ied|ying)|mann(?:ed|ing)|embedded|number(?:s|ed|ing)?(?= (?:about |around |some |roughly |nearly |up to |over |more than |at least )?\d)|"
        r"amount(?:s|ed|ing) to|st(?:ands?|ood|anding)(?= (?:at|beside|guard|in|on|by|behind|watch|along|near|outside|sentry)\b)|(?:most|many|some|half|part|several|all|none) of (?:them|whom|which)(?= (?:\w+ )?(?:at|in|near|on|around)\b)|the (?:rest|others|remainder)(?= (?:at|in|near|on)\b)|"
        r"establish(?:ed|ing) (?:a|an|their|its) (?:[\w-]+ ){0,2}(?:camp|base|post|position|presence|headquarters)|work(?:ed|ing)(?= (?:in|at|alongside|with|near))|escort\w*|secur(?:ed|es|ing)|involve[dm]\w*|participat\w+|begin mission|serving|assigned|increas(?:e|ed|ing) (?:its|their) deployment|"
        r"находятся|находится|размещ\w*|прибыл\w*|замечен\w*|дислоц\w*|перебува\w*|розміщ\w*|прибул\w*|помічен\w*|주둔\w*|배치\w*|도착\w*|있다|집결\w*"
    ),
}
_COPULA = (
    r"(?:is|are|was|were|be|been|(?<=[’'])re|(?<=[’'])m) (?:already |now |currently |still |also |reportedly |allegedly |in fact |indeed |widely |clearly |everywhere |mostly |mainly |largely |probably |all |both |just |only |right |back |up |down |out |over |deep |somewhere |once |again )*"
    r"(?=(?:visible|active|everywhere|busy|at work|entrenched|dug in|stuck|stranded|ensconced|in|at|on|near|inside|among)\b(?! (?:doubt|dispute|question|talks|favou?r|danger|trouble)))"
)
_ORDER = (
    Kind.CASUALTIES,
    Kind.DESERTION,
    Kind.EQUIPMENT,
    Kind.COMBAT,
    Kind.TRAINING,
    Kind.TRANSIT,
    Kind.PRESENCE,
)
_PATTERNS = {
    kind: re.compile(
        rf"(?<![\w-])(?:(?:{words})(?!\w){f'|{_COPULA}' if kind is Kind.PRESENCE else ''})", re.IGNORECASE
    )
    for kind, words in _VERBS.items()
}
_NOMINAL = re.compile(
    r"(?:presence|deployment|involvement|participation|arrival|influx|introduction|transfer|dispatch|offensive|casualties|"
    r"training|operations|landing|gatherings?|desertion|defections?|exercises|drills|manoeuvres|assault|battle|fighting|sending|deploying)$",
    re.IGNORECASE,
)
_FORCE_VERB_NOUN = re.compile(
    r"(?:deployment|presence|arrival|influx|involvement|introduction|participation|transfer|dispatch)",
    re.IGNORECASE,
)
_LIGHT = re.compile(
    r"\b(?:beg[au]n|begins?|beginning|start(?:ed|s|ing)?|launch(?:ed|es|ing)?|conduct(?:ed|s|ing)?|carr(?:y|ied|ies|ying) out|continu(?:e|ed|es|ing)|complet(?:e|ed|es|ing)|finish(?:ed|es|ing)?|resum(?:e|ed|es|ing)|"
    r"initiat(?:ed|es|ing)|order(?:ed|s|ing)|authori[sz](?:ed|es|ing)|extend(?:ed|s|ing)?|prolong(?:ed|s)?|renew(?:ed|s)?|expand(?:ed|s|ing)?|end(?:ed|s)|leads?|led|leading|spearhead(?:s|ed|ing)?|mount(?:s|ed|ing)?|press(?:es|ed|ing)|stag(?:es|ed|ing)|join(?:s|ed|ing)?|undergo(?:es|ing)?|underwent|undergone|receiv(?:e|ed|es|ing)|maintain(?:s|ed|ing)?|halt(?:ed|s|ing)?|suspend(?:ed|s|ing)?|stepp?(?:ed|ing)? up|taking part in|took part in)"
    r" (?:(?:the|a|an|its|their|his|her|this|that|another|first|further|joint|more|major|new|gradual|phased|full|military|basic|combat|assault|ground|[\w-]+ly) ){0,3}$",
    re.IGNORECASE,
)
"""Verbs that make a deed of the noun behind them: "began assault operations", "ordered the deployment"."""
IMAGES = re.compile(
    r"(?<!\w)(?:(?:satellite |aerial )?(?:images?|imagery|photos?|photographs?|pictures?)|footage|videos?|film|clips?|"
    r"снимк\w*|видео\w*|фото\w*|знімк\w*|відео\w*|영상|사진)(?!\w)",
    re.IGNORECASE,
)
SHOWING = re.compile(
    r"(?<!\w)(?:show(?:s|ed|ing|n)?|depict(?:s|ed|ing)?|captur(?:es|ed|ing)|appear(?:s|ed|ing)? to (?:show|instruct)|reveal(?:s|ed|ing)?)(?!\w)",
    re.IGNORECASE,
)
FUTURE = re.compile(
    r"(?<!\w)(?:will(?! have been)|shall|plans? (?:to|for)|plans?(?= (?:an?|another|more|two|three|several) (?:[\w-]+ ){0,2}?(?:base|camp|garrison|outpost|mission|deployment|exercises?))|plan is (?:to|for)|discussions? (?:on|to|about) \w+ing|talks (?:on|about) \w+ing|planning|planned(?! (?:strength|size|number|total|deployment|force|withdrawal|mission|ceiling)\b)|with plans|expected (?:to|in|at|on|there|back|home|by|next|this|within|soon|from)|expected(?= (?:about |around |some |up to |another )?\d)|expects?(?= (?:[\w’'-]+ ){1,4}to\b)|expects?|(?:leaves?|arrives?|departs?|starts?|begins?|returns?|follows?|sails?|flies)(?= (?:\w+ ){0,3}?(?:in (?:January|February|March|April|May|June|July|August|September|October|November|December)|next (?:week|month|year|spring|summer|autumn|winter)))|set to|poised|about to|due (?:in|at|on)(?= )|due to(?= (?:be |arrive|land|leave|join|deploy|train|start|begin|go|come|reach|move|replace|return|take|depart|fly|sail|head|withdraw|travel|set)\b)|"
    r"prepar(?:e|es|ed|ing) to (?:send|deploy|dispatch|move|transfer|enlarge|expand|reinforce|boost|double|increase|withdraw)|intend(?:s|ed|ing)? to|agreed to|agrees to|(?<!part of an )(?<!under an )(?<!under the )(?<!part of the )agreement to|pledge[sd]?|(?<!were )(?<!was )(?<!been )(?<!are )promis(?:es|ed)|propos(?:es|ed) (?:to send|sending|to deploy|deploying|stationing)|offer(?:s|ed) to (?:send|deploy)|(?:offered|pledged|promised|earmarked)(?= (?:some |about |around |up to |another )?\d)|"
    r"(?<!part of a )(?<!after a )(?<!following a )decision to|decided to|decides to|going to|(?:is|are) to(?! be (?:believed|seen|found|trusted|heard|blamed?)\b)(?= [a-z])|to be (?:stationed|based|deployed|posted|housed|quartered|sent|moved)|ready to|scheduled to|likely to(?= (?:head|move|be sent|be deployed|deploy|arrive|go)\b)|"
    r"hopes? to|vow(?:s|ed) to|approved|projections?|projected|in the coming|"
    r"would (?:soon |also |then |still |now |probably |likely |eventually |first |initially |again )?(?:be(?= (?:in|at|on|near|back|up|down|over|lent|put|set up|housed)\b)|protect|secure|defend|hold|occupy|man|operate|reinforce|support|help|assist|monitor|relocate|rotate|redeploy|station|host|bring|provide|supply|add|increase|expand|double|begin|start|complete|finish|open|set up|establish|cross|fly|sail|drive|march|dock|advance|enter|spend|camp|exercise|drill|practi[sc]e|survey|inspect|build|repair|clear|send|deploy|dispatch|arrive|travel|leave|join|contribute|go(?! on)|come|move|withdraw|return|pull|stay|remain|take over|land|reach|head|number|total|grow|rise|train|guard|patrol|replace|serve|gather|muster|assemble|be (?:sent|deployed|withdrawn|moved|based|stationed|transferred|flown|replaced|followed|joined|reinforced|added|brought|cut|reduced|doubled|moved|relieved|housed|hosted|merged|integrated|absorbed|assigned|split|divided|trained|finished|completed|over\b|gone\b))|to exceed|to serve(?= (?:in|at|on|with|as|from|starting)\b)|(?:could|may|might) (?:reach|rise to|grow to|exceed|climb to|total)|"
    r"отправит|планиру\w*|намерен\w*|собира\w*|планує\w*|збира\w*|계획\w*|예정\w*)(?!\w)",
    re.IGNORECASE,
)
POSSIBLE = re.compile(
    r"(?<!\w)(?:could(?! (?:find|see|detect) no\b)(?! not (?:\w+ ){0,2}(?:confirm|verif))|(?-i:may)|might|would(?! (?:confirm|support|suggest|show|prove|indicate|bear out)\b)|can(?! (?:now |also |only |already )?(?:confirm|say|see|report|reveal|tell|count|verify|not|call on|draw on|rely on|muster|field|be (?:heard|seen|found|spotted)|hear|see|find|spot))|should|if(?! you (?:are|have|look|ask|count|drive|go|take|include|add)\b)|unlikely|potential(?:ly)?|possibl[ey](?! to\b)|possibility|hypothetical\w*|"
    r"hinting|(?<!has )(?<!have )(?<!had )(?<!very )(?<!most )likely(?! ha(?:s|ve|d)\b)|assum\w+|speculat\w+|threaten\w*|risk of|unless|whether|perhaps(?! (?:\w+ )?(?:\d|a (?:dozen|hundred|thousand|score)|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|half|several|as many)\b))|mogą|может|могут|можуть|수 있)(?!\w)",
    re.IGNORECASE,
)
CONDITIONAL = re.compile(
    r"^\W*(?:even )?(?:if(?! you (?:are|have|look|ask|count|drive|go|take|include|add)\b)|unless|should|were|suppos(?:e|ing)|imagine|say that|assuming|what if|(?:it is|it was|it remains) (?:unclear|not clear|unknown|uncertain) (?:if|whether)|in (?:such|that|this|the) (?:an? )?(?:scenario|hypothetical|war[ -]?game|game|simulation)\b)\b"
    r"|^\W*had (?!(?:been|to)\b)(?:[\w’'-]+\s){1,6}?(?:not |never )?(?:\w+ed|sent|gone|come|left|held|kept|stood|fought|taken|been|put|fallen|met)\b[^.?!]*\bwould\b",
    re.IGNORECASE,
)
EVALUATES = re.compile(
    r"(?<!\w)(?:marks?|signal(?:s|led)?|represents?|could|may|might|will|would|is|isn[’']t|are|was|were|raises?|raised|reflects?|underscores?|gives?|"
    r"poses?|presents?|help(?:s|ed)?|has|have|serves?|draws?|threatens?|means?|meant|changes?|complicates?|reinforces?|appears?|does|do|comes?|seems?|"
    r"shows? that|demonstrates?|suggests?|indicates?|provides?|puts?|makes?|deepens?|fuels?|worries|worried|alarm(?:s|ed))(?!\w)",
    re.IGNORECASE,
)
VERDICT = re.compile(
    r"(?<!\w)(?:marks?|signal(?:s|led)?|represents?|raises? (?:concerns?|fears?|questions?)|reflects?|underscores?|poses?|threatens?|means?|complicates?|demonstrates?|suggests?|deepens?|fuels?|worries|worried|alarm(?:s|ed)|fears?|feared|risks?|question)(?!\w)",
    re.IGNORECASE,
)
"""Words of one who judges what others do."""
REPORTING = re.compile(
    r"(?<!\w)(?:confirm\w*|report(?:s|ed|ing)?|den(?:y|ies|ied|ial|ying)|reveal\w*|verif\w+|announc\w+|detect\w*|claim\w*|alleg\w+|"
    r"condemn\w*|acknowledg\w+|admit\w*|evidence|images?|photos?|footage|videos?|pictures?|show\w*|depict\w*|doubt\w*|reject\w*|"
    r"disclos\w+|document\w*|estimat\w*|record\w*|spoke|speaks?|monitor\w*|track\w*)(?!\w)",
    re.IGNORECASE,
)
DENIES = re.compile(
    r"(?<!\w)(?:den(?:y|ies|ied|ying|ial)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|rubbish(?:es|ed)|debunk(?:s|ed)|quash(?:es|ed)|brush(?:es|ed) (?:aside|off)|wav(?:es|ed) (?:away|off)|laugh(?:s|ed) off|shrug(?:s|ged) off|scoff(?:s|ed) at|not (?:a single|one|any)(?! of)|refut(?:es|ed|ing)|disput(?:es|ed)|"
    r"(?:has|have|had|there (?:is|are|were)) (?:no(?! (?:more|fewer|less) than\b)|never|not any)(?! (?:direct |clear |firm )?(?:evidence|proof|comment))|no [\w-]+ (?:[\w-]+ )?(?:is|are|was|were|has|have)|"
    r"(?:has|have|had) been no(?! (?:more|fewer|less) than\b)|none (?:of|had|has|have)|(?:no ?one|nobody) (?:had |has |was |were |is |are )?(?:been )?(?:died|killed|hurt|wounded|injured|deployed|sent|lost)|(?:not|never|n[’']t) (?:yet )?(?:sent|send|deployed|deploy|been|arrived|present|in|have any|entered)|taken? no part|took no part|"
    r"отрица\w*|опроверг\w*|запереч\w*|спростув\w*|부인\w*)(?!\w)",
    re.IGNORECASE,
)
_WHAT_WAS_SAID = r"(?:this|that|it|them|these|those|(?:the|that|this|such|any|all|these|those|both) (?:[\w-]+ )?(?:stor(?:y|ies)|reports?|claims?|accounts?|figures?|numbers?|estimates?|allegations?|accusations?|charges?|suggestions?|rumou?rs?|idea|version|assertions?|statements?))"
DENIES_IT = re.compile(
    rf"\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|has rejected|dismiss(?:es|ed)|disput(?:es|ed)|refut(?:es|ed)|rebuff(?:s|ed)|contradict(?:s|ed)|ridicul(?:es|ed)|mock(?:s|ed)|scoff(?:s|ed) at|laugh(?:s|ed) (?:at|off)) {_WHAT_WAS_SAID}(?!\w)"
    rf"|\b(?:calls?|called|describe[sd]?|dismiss(?:es|ed)|brand(?:s|ed)|label(?:s|led)) {_WHAT_WAS_SAID} (?:as )?[“\"‘]?(?:(?:an?|pure|mere|entirely|completely|simply|utterly|totally|sheer|absolutely|wildly|greatly|much|grossly|fresh|more|another) )*(?:joke|nonsense|fabricat\w+|fakes?|false|lies?|exaggerat\w+|baseless|groundless|untrue|propaganda|fiction|invent\w+|rumou?rs?|slander\w*|fantas\w+|fairy tales?|disinformation|ridiculous|absurd|unfounded|rubbish|wrong|hoax)"
    r"|\b(?:insist(?:s|ed)|maintain(?:s|ed)|said|says) (?:that )?(?:no ?one|nobody) (?:had |has |was |were )?(?:been )?(?:died|killed|hurt|wounded|injured)"
    r"|^\W*(?:nonsense|rubbish|lies|untrue|not true|(?:that|this) is (?:simply )?(?:not true|untrue|false|nonsense|a lie|wrong))\b",
    re.IGNORECASE,
)
"""A denial of what was just said, in whatever words."""
DOUBTS = re.compile(
    r"(?<!\w)(?:(?<!show )(?<!shows )(?<!showed )(?<!showing )(?<!shown )no (?:direct |clear |firm |conclusive |independent |credible )?(?:evidence|proof|signs?|indications?|traces?)(?= (?:that|of)\b|\W|$)|(?:seen|sees?|found|finds?|have|has|had|knows? of|know of) (?:nothing|no \w+) (?:that|to|which) (?:would )?(?:show|suggest|support|confirm|indicat|prov|back)\w*|no information (?:to|that|about|on|confirming|supporting|of|regarding)\b|(?:detected|observed|seen|found|noticed|spotted|sees?|finds?) no (?:such )?(?:[\w-]+ )?(?:movements?|deployments?|presence|activity|preparations?|build-?up|troops|soldiers)|(?:does|do|did) not see (?:any |such )?(?:\w+ )?(?:preparations?|signs?|evidence|troops|soldiers|movements?|build-?up)|seen no (?:sign|evidence|trace)|unverified(?= (?:claims?|reports? (?:of|that)))|await(?:s|ing)? verification|doubt(?:s|ed|ful)?|"
    r"(?:could|can|has|have|had) ?not (?:yet |independently |immediately |been able to )*(?:be )?(?:confirm|verif)\w*|unable to (?:confirm|verify)|"
    r"(?:has|have|had) yet to (?:be )?(?:confirm\w*|verif\w+|prove\w*)|scepti\w+|skepti\w+|cast doubt|questioned(?= (?:the|whether))|(?:does|do|did) not (?:prove|show|support|confirm|bear out|back up|substantiate)|neither (?:\w+ )?(?:proves|shows)|unconfirmed)(?!\w)",
    re.IGNORECASE,
)
DECLINES = re.compile(
    r"(?<!\w)(?:neither [^,;]{2,60} nor [^,;]{2,120} (?:(?:has|have) )?(?:confirmed|commented|acknowledged|denied)|did not deny|(?:could|can)(?: not|not|n[’']t) (?:comment|say (?:how|where|when|whether)|discuss)|(?:would|will) not be drawn|declin(?:es|ed|ing) to (?:comment|say|answer|discuss|give|confirm|speculate|elaborate|provide|disclose|specify|reveal|identify|name|be drawn)|would not touch|refer(?:s|red)? (?:us|reporters|journalists|questions|you) to|refus(?:es|ed|ing) to (?:comment|say|answer|discuss|confirm|disclose|reveal|give)|no comment|(?:do|does|did) not comment|(?:nobody|no ?one|none)\b[^,.;]{0,50}? (?:would|will) (?:say|tell|comment|discuss|confirm)|(?:would|will) (?:say only|not (?:say|comment|be drawn|discuss))|refus(?:es|ed|ing) to be drawn|sidestepped|"
    r"(?:would |could )?neither confirm(?:ed|s)? nor den\w+|did not (?:respond|reply|answer|comment)|not immediately (?:respond|comment|available)|"
    r"отказал\w* от комментари\w*|відмови\w* коментувати|논평을 거부\w*)(?!\w)",
    re.IGNORECASE,
)
CONFIRMS = re.compile(
    r"(?<!\w)(?:confirm(?:s|ed|ing)?|corroborat\w+|verif(?:ied|ies)|acknowledg(?:es|ed|ing)|admit(?:s|ted|ting)?|there is evidence|"
    r"подтверди\w*|підтверди\w*|확인\w*)(?!\w)",
    re.IGNORECASE,
)
FALSE = re.compile(
    r"\b(?:claims?|reports?|rumou?rs?|accounts?|allegations?|stories|accusations?)\b.{3,220}?\b(?:is|are|was|were) [“\"‘]?(?:simply |completely |entirely |absolutely |utterly |totally |pure |barefaced |bare-faced |outright |blatant |malicious )?(?:false|untrue|fakes?|baseless|groundless|nonsense|lies|a lie|wrong|incorrect|inaccurate|unfounded|invented|fabricat\w+|not true|disinformation|propaganda)\b",
    re.IGNORECASE,
)
"""As in "claims that troops have entered X are false": all that stands between is denied."""
HEDGES = re.compile(
    r"(?<!\w)(?:reportedly|allegedly|purportedly|supposedly|said to|believed to|claimed that|it is claimed|it is (?:said|reported|alleged)|"
    r"thought to|understood to)(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Predicate:
    """What a clause says to happen."""

    kind: Kind
    span: Span
    is_nominal: bool
    """It is a noun ("the deployment"): something else in the sentence must say that it is so."""


def find_predicates(text: str) -> list[Predicate]:
    """Return what a clause says to happen, in its order; where words could be of two kinds, the more telling one."""
    found: list[Predicate] = []
    for kind in _ORDER:
        for match in _PATTERNS[kind].finditer(text):
            span = Span(*match.span())
            if span.end > span.start and not any(span.overlaps(other.span) for other in found):
                found.append(Predicate(kind, span, _is_noun(text, span)))
    return sorted(found, key=lambda predicate: predicate.span)


def _is_noun(text: str, span: Span) -> bool:
    word = span.of(text)
    if not _NOMINAL.search(word) or _LIGHT.search(text[: span.start]):
        return False
    if _FORCE_VERB_NOUN.search(word):
        return True
    if word.lower() in {"training", "fighting", "sending", "deploying", "landing", "gathering"}:
        # "are training" is a verb; "the training of", "by sending" are nouns.
        before = text[: span.start].rstrip().split(" ")[-1].lower()
        return (
            before
            in {"the", "of", "by", "for", "and", "a", "their", "its", "extensive", "after", "before", ""}
            or text[span.end : span.end + 4] == " of "
        )
    return True
