"""`ordering_list`: a collection class of relationships."""


class OrderingList(list):
    def __init__(self, ordering_attr=None, ordering_func=None, reorder_on_append=False):
        list.__init__(self)
        self.ordering_attr = ordering_attr

    def reorder(self):
        for place, item in enumerate(self):
            setattr(item, self.ordering_attr, place)


def ordering_list(attr, count_from=None, ordering_func=None, reorder_on_append=False):
    return lambda: OrderingList(attr, ordering_func, reorder_on_append)


def count_from_0(index, collection):
    return index


def count_from_1(index, collection):
    return index + 1
