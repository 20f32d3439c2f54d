package io.quarterdeck.model.table;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import java.time.Instant;
import java.util.function.BiFunction;

/**
 * One column of a kind's table.
 *
 * @param priority 0 for columns that are always shown, 1 for those of wide output
 */
public record Column(
    String name,
    String type,
    String format,
    String description,
    int priority,
    BiFunction<ApiObject, Instant, JsonNode> cell) {}
