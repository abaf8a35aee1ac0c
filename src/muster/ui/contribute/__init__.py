"""The page on which reports come in: an article, a file, and the review that makes claims of them."""
