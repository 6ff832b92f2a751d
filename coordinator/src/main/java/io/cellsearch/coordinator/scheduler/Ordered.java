package io.cellsearch.coordinator.scheduler;

import io.cellsearch.coordinator.order.OrderResult;

/** What an order brings about, and what is answered once that is on the disk. */
public record Ordered(Decision decision, OrderResult result) {}
