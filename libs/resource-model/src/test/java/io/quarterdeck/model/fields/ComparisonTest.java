package io.quarterdeck.model.fields;

import static io.quarterdeck.model.fields.Trees.CONFIG_MAP;
import static io.quarterdeck.model.fields.Trees.DEPLOYMENT;
import static io.quarterdeck.model.fields.Trees.POD;
import static io.quarterdeck.model.fields.Trees.SERVICE;
import static io.quarterdeck.model.fields.Trees.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.schema.Schema;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static void changes(
      Schema schema,
      String before,
      String after,
      List<String> added,
      List<String> modified,
      List<String> removed) {
    Comparison comparison = Comparison.of(schema, json(before), json(after));

    assertThat(texts(comparison.added())).as("added").isEqualTo(added);
    assertThat(texts(comparison.modified())).as("modified").isEqualTo(modified);
    assertThat(texts(comparison.removed())).as("removed").isEqualTo(removed);
  }

  private static List<String> texts(FieldSet set) {
    return set.paths().stream().map(FieldSet::text).toList();
  }

  @Test
  void knowsScalarsApart() {
    changes(
        CONFIG_MAP,
        "{'data':{'a':'1','b':'1','c':'1'}}",
        "{'data':{'b':'2','c':'1','d':'1'}}",
        List.of(".data.d"),
        List.of(".data.b"),
        List.of(".data.a"));
  }

  @Test
  void countsWhatIsAddedAsAWholeWithItsParts() {
    changes(
        CONFIG_MAP, "{}", "{'data':{'a':'1'}}", List.of(".data", ".data.a"), List.of(), List.of());
    changes(
        CONFIG_MAP, "{'data':{'a':'1'}}", "{}", List.of(), List.of(), List.of(".data", ".data.a"));
  }

  @Test
  void followsTheKeysOfLists() {
    changes(
        SERVICE,
        "{'spec':{'ports':[{'port':80,'protocol':'TCP','name':'a'},{'port':81,'protocol':'TCP'}]}}",
        "{'spec':{'ports':[{'port':80,'name':'b'},{'port':80,'protocol':'UDP'}]}}",
        List.of(
            ".spec.ports[port=80,protocol=\"UDP\"]",
            ".spec.ports[port=80,protocol=\"UDP\"].port",
            ".spec.ports[port=80,protocol=\"UDP\"].protocol"),
        List.of(".spec.ports[port=80,protocol=\"TCP\"].name"),
        List.of(
            ".spec.ports[port=81,protocol=\"TCP\"]",
            ".spec.ports[port=80,protocol=\"TCP\"].protocol",
            ".spec.ports[port=81,protocol=\"TCP\"].port",
            ".spec.ports[port=81,protocol=\"TCP\"].protocol"));
  }

  @Test
  void takesAtomicsAsOneValue() {
    changes(
        DEPLOYMENT,
        "{'spec':{'selector':{'matchLabels':{'a':'1'}}}}",
        "{'spec':{'selector':{'matchLabels':{'a':'2'}}}}",
        List.of(),
        List.of(".spec.selector"),
        List.of());
    changes(
        POD,
        "{'spec':{'containers':[{'name':'c','args':['a','b']}]}}",
        "{'spec':{'containers':[{'name':'c','args':['a']}]}}",
        List.of(),
        List.of(".spec.containers[name=\"c\"].args"),
        List.of());
  }

  @Test
  void knowsSetsByValue() {
    changes(
        POD,
        "{'metadata':{'finalizers':['a/x','b/x']}}",
        "{'metadata':{'finalizers':['b/x','c/x']}}",
        List.of(".metadata.finalizers[=\"c/x\"]"),
        List.of(),
        List.of(".metadata.finalizers[=\"a/x\"]"));
  }

  @Test
  void readsAmountsAndNumbers() {
    changes(
        POD,
        "{'spec':{'containers':[{'name':'c','resources':{'requests':{'cpu':'1'}}}]}}",
        "{'spec':{'containers':[{'name':'c','resources':{'requests':{'cpu':'1000m'}}}]}}",
        List.of(),
        List.of(),
        List.of());
    changes(
        DEPLOYMENT,
        "{'spec':{'replicas':1}}",
        "{'spec':{'replicas':1.0}}",
        List.of(),
        List.of(),
        List.of());
  }

  @Test
  void takesElementsThatNothingTellsApartTogether() {
    String env = "{'spec':{'containers':[{'name':'c','env':[%s]}]}}";
    String path = ".spec.containers[name=\"c\"].env[name=\"A\"]";
    String twice = env.formatted("{'name':'A','value':'1'},{'name':'A','value':'2'}");
    changes(POD, twice, twice, List.of(), List.of(), List.of());
    changes(
        POD,
        twice,
        env.formatted("{'name':'A','value':'1'},{'name':'A','value':'3'}"),
        List.of(),
        List.of(path),
        List.of());
    changes(
        POD,
        twice,
        env.formatted("{'name':'A','value':'1'}"),
        List.of(path + ".name", path + ".value"),
        List.of(),
        List.of(path));
    changes(
        POD,
        env.formatted("{'name':'A','value':'1'}"),
        twice,
        List.of(path),
        List.of(),
        List.of(path + ".name", path + ".value"));
  }
}
