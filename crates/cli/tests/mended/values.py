"""Expressions in which RustPython 0.5.0 goes wrong, and values around them."""

import random

NUMBERS = [
    0.0, -0.0, 1.0, -1.0, 0.5, 1.5, 2.5, -2.5, 0.1, 0.7, 10.5, 6.0, -6.0, 3.0, -3.0, 2.675, 1.005, 0.15, 25.0, 35.0,
    -7385.0, 882.705, 123456.0, 1e16, 1e22, 1e-5, 5e-324, 1e308, float('inf'), float('-inf'), float('nan'), 7, -6,
]
TEXTS = ['', 'a', 'héllo', 'ééé', '日本語', 'a\xa0b \u2003c\td', ' \x1cx\u3000', 'aß', 'ÀÉx', '-5', 'ΑΣ', 'का', '٣', '²', '一', 'ⓐ']

EXPRESSIONS = '''
-6.0 % 3.0
1.0 // 0.1
divmod(10.5, 0.7)
2.0 ** 5000
0.0 ** -0.0
0.0 ** -1
(-8.0) ** 0.5 == complex(0, 1) * 8.0 ** 0.5
5.0 % 0
5.0 % 10 ** 400
round(0.15, 1)
round(2.675, 2)
round(float('nan'), 2)
round(float('nan'))
round(float('inf'))
round(1.7e308, -308)
sum([0.1] * 10)
sum([0.1, 0.2, 0.3])
sum([1, 0.5], start=2)
sum([0.5, 1j])
sum(['a'], '')
sum([[1], [2]], [])
f'{12:,.0%}'
f'{1e16:,}'
f'{True:>6}'
f'{True}'
f'{1.0:.3}'
f'{-0.001:z.1f}'
f'{1234.5:012,.2f}'
f'{"héllo":.2}'
'{:>6.2}|'.format('ééé')
format('a', '=4')
7.25 ** 6
__import__('datetime').datetime.strptime('29/03', '%d/%m')
__import__('time').strptime('29', '%d').tm_mday
[145220.537353515625, 1e20j, complex(-0.0, 2)]
'''.strip().splitlines()

OF_TEXTS = [
    'split()', 'split(None, 1)', 'split(maxsplit=2)', 'split("x")', 'rsplit()', 'rsplit(None, 1)', 'strip()', 'lstrip()', 'rstrip()',
    'strip("aé")', 'isspace()', 'zfill(5)', 'swapcase()', 'replace("", "-")', 'replace("", "-", 2)', 'replace("a", "é")', 'count("")',
    'count("", 1, 3)', 'count("a")', 'expandtabs(0)', 'expandtabs()', 'isalpha()', 'isalnum()', 'isdigit()', 'isnumeric()',
    'isdecimal()',
]

SPECIFICATIONS = [
    '', '.2f', ',.2f', '_.0f', ',', ',.0%', '.1%', '010,.1f', '+.3e', ' g', '.3g', '#.3g', '.3', '>12', '*^12.1f', '=+12',
    'z.1f', 'E', '#', 'd', 'x', 'q', ',n',
]


def told(ask):
    try:
        return ascii(ask())
    except Exception as error:
        return type(error).__name__


def tell():
    for expression in EXPRESSIONS:
        print(expression, '->', told(lambda: eval(expression)))
    for number in NUMBERS:
        for specification in SPECIFICATIONS:
            print(repr(number), repr(specification), told(lambda: format(number, specification)))
        for digits in (-2, -1, 0, 1, 2, 5, 400):
            print(repr(number), digits, told(lambda: round(number, digits)))
        for other in NUMBERS[::3]:
            both = told(lambda: (number % other, number // other, divmod(number, other)))
            print(repr(number), repr(other), both)
    for text in TEXTS:
        for specification in ('', '5', '.2', '>6.3', '^7', '*<4.1', '05'):
            print(ascii(text), repr(specification), told(lambda: format(text, specification)))
        for method in OF_TEXTS:
            print(ascii(text), method, told(lambda: eval(f'text.{method}', {'text': text})))
    chance = random.Random(1)
    for _ in range(50):
        numbers = [chance.choice([chance.uniform(-1e3, 1e3), chance.randint(-9, 9), 0.1, 1e16]) for _ in range(9)]
        print(told(lambda: sum(numbers)), told(lambda: sum(numbers, 0.1)))
