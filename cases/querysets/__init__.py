"""Questions asked of the rows of cases; `.filter()` stands only here, in workflows and doors."""
