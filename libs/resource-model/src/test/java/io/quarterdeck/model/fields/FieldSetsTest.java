package io.quarterdeck.model.fields;

import static io.quarterdeck.model.fields.Trees.CONFIG_MAP;
import static io.quarterdeck.model.fields.Trees.DEPLOYMENT;
import static io.quarterdeck.model.fields.Trees.POD;
import static io.quarterdeck.model.fields.Trees.SERVICE;
import static io.quarterdeck.model.fields.Trees.json;
import static io.quarterdeck.model.fields.Trees.set;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FieldSetsTest {
  @Test
  void holdWhatAConfigurationSays() {
    assertThat(
            FieldSets.of(
                DEPLOYMENT,
                json(
                    "{'metadata':{'labels':{'a':'1'}},'spec':{'replicas':1,'selector':{'matchLabels':{'a':'1'}},"
                        + "'template':{'spec':{'containers':[{'name':'c','ports':[{'containerPort':80}],'args':['x']}]}}}}")))
        .isEqualTo(
            set(
                """
                {"f:metadata":{"f:labels":{"f:a":{}}},
                 "f:spec":{"f:replicas":{},"f:selector":{},"f:template":{"f:spec":{"f:containers":{
                  "k:{\\"name\\":\\"c\\"}":{".":{},"f:name":{},"f:args":{},
                   "f:ports":{"k:{\\"containerPort\\":80,\\"protocol\\":\\"TCP\\"}":{".":{},"f:containerPort":{}}}}}}}}}\
                """));
  }

  @Test
  void tellNothingFromAnEmptyValue() {
    assertThat(FieldSets.of(CONFIG_MAP, json("{'data':{},'immutable':null}")))
        .isEqualTo(set("{\"f:data\":{},\"f:immutable\":{}}"));
    assertThat(FieldSets.of(POD, json("{'metadata':{'finalizers':[]}}"))).isEqualTo(FieldSet.EMPTY);
  }

  @Test
  void onlySayThatAnElementIsThereTwice() {
    assertThat(
            FieldSets.of(
                SERVICE,
                json("{'spec':{'ports':[{'port':80,'name':'a'},{'port':80,'name':'b'}]}}")))
        .isEqualTo(
            set(
                "{\"f:spec\":{\"f:ports\":{\"k:{\\\"port\\\":80,\\\"protocol\\\":\\\"TCP\\\"}\":{}}}}"));
  }

  @Test
  void nameTheFieldsThatLeadToMembers() {
    assertThat(
            FieldSets.named(
                DEPLOYMENT,
                set("{\"f:metadata\":{\"f:labels\":{\"f:a\":{}}},\"f:spec\":{\"f:replicas\":{}}}")))
        .isEqualTo(
            set(
                "{\"f:metadata\":{\".\":{},\"f:labels\":{\".\":{},\"f:a\":{}}},\"f:spec\":{\".\":{},\"f:replicas\":{}}}"));
  }

  @Test
  void readWhatLiesWithinAnAtomicAsTheAtomic() {
    FieldSet fits = set("{\"f:spec\":{\"f:replicas\":{},\"f:selector\":{}}}");
    assertThat(FieldSets.fitted(DEPLOYMENT, fits)).isSameAs(fits);
    assertThat(
            FieldSets.fitted(
                DEPLOYMENT,
                set(
                    "{\"f:spec\":{\"f:replicas\":{},\"f:selector\":{\"f:matchLabels\":{\"f:a\":{}}}}}")))
        .isEqualTo(fits);
  }

  @Test
  void problemsOfConfigurationsHavePaths() {
    assertThat(
            Configuration.problems(
                DEPLOYMENT,
                json(
                    "{'spec':{'foo':1,'template':{'spec':{'containers':[{'name':'c','env':[{'name':'A'},{'name':'A'}]},"
                        + "{'image':'x'}],'volumes':[null]}}},'metadata':{'finalizers':[{}]}}")))
        .containsExactly(
            ".spec.foo: field not declared in schema",
            ".spec.template.spec.containers[name=\"c\"].env: duplicate entries for key"
                + " [name=\"A\"]",
            ".spec.template.spec.containers: element 1: associative list with keys has an element"
                + " that omits all key fields [\"name\"] (and doesn't have default values for any"
                + " key fields)",
            ".spec.template.spec.volumes: element 0: associative list with keys may not have a null"
                + " element",
            ".metadata.finalizers: element 0: associative list without keys has an element that's a"
                + " map type");
  }
}
