package io.quarterdeck.gateway.verb;

import io.quarterdeck.gateway.cache.Item;
import io.quarterdeck.gateway.verb.Presenter.ListFacts;
import java.util.List;

/** Some objects of a list, in order, and what is said of the whole. */
record ListPage(List<Item> items, ListFacts facts) {}
