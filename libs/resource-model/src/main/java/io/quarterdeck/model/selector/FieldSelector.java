package io.quarterdeck.model.selector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What certain fields of an object must be: every term holds. */
public record FieldSelector(List<Term> terms) {
  public static final FieldSelector EVERYTHING = new FieldSelector(List.of());

  /** One comparison with a field's text. */
  public record Term(String field, String value, boolean equal) {
    @Override
    public String toString() {
      return field + (equal ? "=" : "!=") + escape(value);
    }
  }

  public FieldSelector {
    terms = List.copyOf(terms);
  }

  /** The selector of a request, such as {@code spec.nodeName=a,status.phase!=Failed}. */
  public static FieldSelector parse(String text) {
    List<Term> terms = new ArrayList<>();
    for (String part : splitTerms(text)) {
      if (!part.isEmpty()) {
        terms.add(term(text, part));
      }
    }
    return terms.isEmpty() ? EVERYTHING : new FieldSelector(terms);
  }

  public static FieldSelector field(String field, String value) {
    return new FieldSelector(List.of(new Term(field, value, true)));
  }

  public boolean isEverything() {
    return terms.isEmpty();
  }

  /** The value that a field must have, where a term demands one. */
  public Optional<String> required(String field) {
    return terms.stream()
        .filter(each -> each.equal() && each.field().equals(field))
        .map(Term::value)
        .findFirst();
  }

  /** Whether an object matches, of which the function gives the text of a field. */
  public boolean matches(UnaryOperator<String> values) {
    for (Term term : terms) {
      if (values.apply(term.field()).equals(term.value()) != term.equal()) {
        return false;
      }
    }
    return true;
  }

  private static List<String> splitTerms(String text) {
    List<String> parts = new ArrayList<>();
    int begin = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == ',') {
        parts.add(text.substring(begin, i));
        begin = i + 1;
      }
    }
    parts.add(text.substring(begin));
    return parts;
  }

  private static Term term(String selector, String part) {
    for (int i = 0; i < part.length(); i++) {
      if (part.charAt(i) == '\\') {
        i++;
      } else if (part.startsWith("!=", i)) {
        return new Term(part.substring(0, i), unescape(part.substring(i + 2)), false);
      } else if (part.startsWith("==", i)) {
        return new Term(part.substring(0, i), unescape(part.substring(i + 2)), true);
      } else if (part.charAt(i) == '=') {
        return new Term(part.substring(0, i), unescape(part.substring(i + 1)), true);
      }
    }
    throw new SelectorException(
        "invalid selector: '" + selector + "'; can't understand '" + part + "'");
  }

  private static String unescape(String value) {
    StringBuilder plain = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\') {
        char escaped = i + 1 < value.length() ? value.charAt(i + 1) : 0;
        if (escaped != '\\' && escaped != ',' && escaped != '=') {
          throw new SelectorException(
              "invalid field selector: invalid escape sequence: "
                  + value.substring(i, Math.min(i + 2, value.length())));
        }
        plain.append(escaped);
        i++;
      } else if (c == ',' || c == '=') {
        throw new SelectorException("invalid field selector: unescaped character in value: " + c);
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  private static String escape(String value) {
    return value.replace("\\", "\\\\").replace(",", "\\,").replace("=", "\\=");
  }

  @Override
  public String toString() {
    return terms.stream().map(Term::toString).collect(Collectors.joining(","));
  }
}
