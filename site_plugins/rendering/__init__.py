"""How pages get their HTML: templates, and the parts that wait until every guideline has been read."""
