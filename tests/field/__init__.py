"""The field test: findings on real tables, drawn at random, and what a reader made of each of them."""
