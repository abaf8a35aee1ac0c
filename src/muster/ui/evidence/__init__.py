"""The evidence page: the claims themselves, who carried them, what they are at odds with, and who said them."""
