"""What derivations become: PostgreSQL that runs and says what was meant."""

# ruff: noqa: E501  one statement a line

from __future__ import annotations

import pytest

from route_pg.generation.parse import parse
from route_pg.generation.render import Unrenderable, render
from route_pg.generation.vocabulary import ColumnRef, Literal, TableRef
from tests.unit.derivations import NAMES, SHOP
from tests.unit.test_parse import pairs

# A statement, and what it comes back as.
CASES = """
select count(*) from orders
SELECT count(*) AS count FROM public.orders

select c.name, count(*) from customer c join orders o on c.id = o.customer_id group by c.id
SELECT c.name, count(*) AS count FROM public.customer AS c JOIN public.orders AS o ON o.customer_id = c.id GROUP BY c.id, c.name

select c.name, count(o.id) from customer c left join orders o on o.customer_id = c.id group by c.id order by 2 desc
SELECT c.name, count(o.id) AS count FROM public.customer AS c LEFT JOIN public.orders AS o ON o.customer_id = c.id GROUP BY c.id, c.name ORDER BY count DESC, c.id DESC

select name from product order by price desc limit 1
SELECT name FROM public.product ORDER BY price DESC NULLS LAST, id LIMIT 1

select name from customer where city ilike '%ro%'
SELECT name FROM public.customer WHERE city ILIKE '%ro%'

select city, total / id from orders join customer on customer.id = orders.customer_id
SELECT c.city, o.total / nullif(o.id, 0) AS value FROM public.customer AS c JOIN public.orders AS o ON o.customer_id = c.id

select id / customer_id from orders
SELECT id::numeric / nullif(customer_id, 0) AS value FROM public.orders

select id from orders where extract(year from placed) = 2024
SELECT id FROM public.orders WHERE placed >= '2024-01-01' AND placed < '2025-01-01'

select id from orders where placed = '2024-03-05'
SELECT id FROM public.orders WHERE placed::date = '2024-03-05'

select "Id" from odd."Odd Table" where "order" = 'x'
SELECT "Id" FROM odd."Odd Table" WHERE "order" = 'x'

select name from customer c where not exists (select 1 from orders o where o.customer_id = c.id and o.total > 5)
SELECT c.name FROM public.customer AS c WHERE NOT EXISTS (SELECT 1 FROM public.orders AS o WHERE o.customer_id = c.id AND o.total > 5)

select name, city from (select name, city, row_number() over (partition by city order by joined desc) as n from customer) as x where n <= 3
SELECT name, city FROM (SELECT name, city, city AS group_1, row_number() OVER (PARTITION BY city ORDER BY joined DESC NULLS LAST, id) AS place FROM public.customer) AS ranked WHERE place <= 3 ORDER BY group_1, place

select name from customer where lower(mood) = 'glad'
SELECT name FROM public.customer WHERE lower(mood::text) = 'glad'

select name from customer where vip is not null and name = 'O''Hara'
SELECT name FROM public.customer WHERE vip IS NOT NULL AND name = 'O''Hara'

select distinct city from customer order by joined
SELECT city FROM public.customer GROUP BY city ORDER BY min(joined)

select name, max(price) from product
SELECT name, price FROM public.product ORDER BY price DESC NULLS LAST, id LIMIT 1

select e.name, m.name from employee e left join employee m on m.id = e.manager_id
SELECT e.name, e2.name AS name_2 FROM public.employee AS e LEFT JOIN public.employee AS e2 ON e2.id = e.manager_id

select avg(extract(epoch from now() - placed) / 3600) from orders
SELECT avg(extract(epoch FROM now() - placed) / 3600) AS avg FROM public.orders
"""


@pytest.mark.parametrize(("sql", "expected"), pairs(CASES))
def test_comes_back_as(sql: str, expected: str) -> None:
    assert render(parse(sql, SHOP), SHOP) == expected


def column(name: str) -> ColumnRef:
    return ColumnRef(NAMES.index(name))


@pytest.mark.parametrize(
    ("name", "text", "condition"),
    [
        ("product.price", "twenty five", "price = 25"),
        ("product.price", "$1,200", "price = 1200"),
        ("customer.vip", "yes", "vip = true"),
        ("customer.joined", "March 5, 2024", "joined = '2024-03-05'"),
        ("customer.joined", "March 2024", "joined >= '2024-03-01' AND joined < '2024-04-01'"),
        ("customer.city", "1200", "city = '1200'"),
    ],
)
def test_words_become_literals_of_the_columns_type(name: str, text: str, condition: str) -> None:
    index = NAMES.index(name)
    derivation = (
        "select",
        "count_star",
        "where",
        ColumnRef(index),
        "=",
        Literal(text, index),
        "end",
    )
    assert render(derivation, SHOP).partition(" WHERE ")[2] == condition


@pytest.mark.parametrize(
    ("derivation", "reason"),
    [
        (("select", column("product.price"), "where", column("product.price"), "=",
          Literal("cheap", NAMES.index("product.price")), "end"), "no-number"),
        (("select", column("airport.name"), column("customer.name"), "end"), "no-join"),
        (("select", "ref_1", "end"), "no-derived-query"),
        (("select", "outer", column("customer.name"), "from", TableRef(1), "end"),
         "no-outer-statement"),
        (("select",), "breaks-off"),
        (("select", column("customer.name"), "union", "select", column("customer.name"),
          column("customer.city"), "end"), "set-operation-width"),
    ],
)  # fmt: skip
def test_nonsense_is_refused(derivation: tuple[object, ...], reason: str) -> None:
    with pytest.raises(Unrenderable) as caught:
        render(derivation, SHOP)  # type: ignore[arg-type]
    assert caught.value.reason == reason
