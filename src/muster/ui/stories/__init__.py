"""Stories: played over the pages that they show, and made on a page of their own."""
