"""What the tiny language model learns: the bookshop of the tests with its sales, and questions.

Two questions have a first answer that is wrong on purpose. The model is taught that answer as its
draft, and the right one as its correction and continuation: so each of ROUTE's later tasks has
something to do that can be seen.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.fixtures.bookshop import BOOKSHOP

SALES = """
CREATE TABLE shop.sale (
    id int PRIMARY KEY,
    book_id int NOT NULL REFERENCES shop.book,
    sold_on date NOT NULL,
    copies int NOT NULL
);
INSERT INTO shop.sale VALUES
    (1, 1, '2025-03-01', 4), (2, 1, '2025-03-09', 2), (3, 2, '2025-03-09', 7),
    (4, 3, '2025-04-02', 1), (5, 4, '2025-04-02', 3), (6, 3, '2025-05-20', 5);
"""

SETUP = BOOKSHOP + SALES


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question of the training."""

    question: str
    sql: str
    planted: str = ""  # the wrong statement that the model is taught to draft


QUESTIONS = (
    Asked(question="How many books are there?", sql="SELECT count(*) AS count FROM shop.book"),
    Asked(
        question="Which books are novels?",
        sql="SELECT title FROM shop.book WHERE genre = 'novel'",
    ),
    Asked(
        question="What is the average price of a book of each genre?",
        sql="SELECT genre, avg(price) AS avg_price FROM shop.book GROUP BY genre",
    ),
    Asked(
        question="Who wrote Salt Roads?",
        sql="SELECT a.name FROM shop.author AS a JOIN shop.book AS b ON b.author_id = a.id"
        " WHERE b.title = 'Salt Roads'",
    ),
    Asked(
        question="How many books did each author write?",
        sql="SELECT a.name, count(*) AS count FROM shop.author AS a"
        " JOIN shop.book AS b ON b.author_id = a.id GROUP BY a.name",
    ),
    Asked(
        question="Which authors have no known date of birth?",
        sql="SELECT name FROM shop.author WHERE born IS NULL",
    ),
    Asked(
        question="Which is the dearest book?",
        sql="SELECT title FROM shop.book ORDER BY price DESC LIMIT 1",
    ),
    Asked(
        question="How many copies were sold of each book?",
        sql="SELECT b.title, sum(s.copies) AS copies FROM shop.book AS b"
        " JOIN shop.sale AS s ON s.book_id = b.id GROUP BY b.title",
    ),
    Asked(
        question="On which days was Thirty Doors sold?",
        sql="SELECT s.sold_on FROM shop.sale AS s JOIN shop.book AS b ON b.id = s.book_id"
        " WHERE b.title = 'Thirty Doors'",
    ),
    Asked(
        question="How many copies did each author sell?",
        sql="SELECT a.name, sum(s.copies) AS copies FROM shop.author AS a"
        " JOIN shop.book AS b ON b.author_id = a.id JOIN shop.sale AS s ON s.book_id = b.id"
        " GROUP BY a.name",
    ),
)

CORRECTED = Asked(
    question="What does each poetry book cost?",
    sql="SELECT title, price FROM shop.book WHERE genre = 'poetry'",
    planted="SELECT title, cost FROM shop.book WHERE genre = 'poetry'",
)
"""Noise correction has it: no column is near the name, so that nothing but a model mends it."""

CONTINUED = Asked(
    question="Which authors sold a book in April 2025?",
    sql="SELECT DISTINCT a.name FROM shop.author AS a JOIN shop.book AS b ON b.author_id = a.id"
    " JOIN shop.sale AS s ON s.book_id = b.id"
    " WHERE s.sold_on >= '2025-04-01' AND s.sold_on < '2025-05-01'",
    planted="SELECT DISTINCT a.name FROM shop.author AS a JOIN shop.book AS b ON b.author_id = a.id"
    " JOIN shop.sale AS s ON s.book_id = b.id"
    " WHERE s.invoice >= '2025-04-01' AND s.invoice < '2025-05-01'",
)
"""Continuation writing has it: three tables, and right up to its middle."""

ALL = (*QUESTIONS, CORRECTED, CONTINUED)
