package io.cellsearch.training.task;

import io.cellsearch.training.network.Head;
import io.cellsearch.training.network.Loss;

/**
 * What a task asks of any network that learns it.
 *
 * @param inputs numbers of a step; where it is a token, how many there are
 * @param outputs numbers of a row of the head
 * @param longest steps of the longest sequence of all parts
 */
public record NetworkShape(int inputs, int outputs, Head head, Loss loss, int longest) {}
