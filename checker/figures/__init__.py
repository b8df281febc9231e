"""The nouns: ranges, wording, dates, measures, the dataset, its book, findings and the report."""
