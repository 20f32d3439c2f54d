package io.quarterdeck.scheduler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeSelectionTest {
  private static final ApiObject NODE =
      Objects.node("one", "'zone':'a','cores':'16','odd':'many','empty':''", "");

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'key':'zone','operator':'In','values':['a','b'] | true",
        "'key':'zone','operator':'In','values':['b'] | false",
        "'key':'absent','operator':'In','values':['a'] | false",
        "'key':'zone','operator':'NotIn','values':['b'] | true",
        "'key':'zone','operator':'NotIn','values':['a'] | false",
        "'key':'absent','operator':'NotIn','values':['a'] | true",
        "'key':'empty','operator':'Exists' | true",
        "'key':'absent','operator':'Exists' | false",
        "'key':'absent','operator':'DoesNotExist' | true",
        "'key':'empty','operator':'DoesNotExist' | false",
        "'key':'cores','operator':'Gt','values':['15'] | true",
        "'key':'cores','operator':'Gt','values':['16'] | false",
        "'key':'cores','operator':'Lt','values':['17'] | true",
        "'key':'cores','operator':'Lt','values':['16'] | false",
        "'key':'odd','operator':'Gt','values':['1'] | false",
        "'key':'odd','operator':'Lt','values':['1'] | false",
        "'key':'absent','operator':'Gt','values':['1'] | false",
        "'key':'absent','operator':'Lt','values':['1'] | false",
      })
  void expressions(String expression, boolean selected) {
    assertThat(
            NodeSelection.matches(requiring("{'matchExpressions':[{" + expression + "}]}"), NODE))
        .isEqualTo(selected);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'matchFields':[{'key':'metadata.name','operator':'In','values':['one']}]} | true",
        "{'matchFields':[{'key':'metadata.name','operator':'In','values':['two']}]} | false",
        "{'matchFields':[{'key':'metadata.name','operator':'NotIn','values':['two']}]} | true",
        "{'matchFields':[{'key':'spec.podCIDR','operator':'In','values':['one']}]} | false",
        "{} | false",
        "{},{'matchExpressions':[{'key':'zone','operator':'Exists'}]} | true",
        "{'matchExpressions':[{'key':'zone','operator':'Exists'}],"
            + "'matchFields':[{'key':'metadata.name','operator':'In','values':['two']}]} | false",
        "'' | false",
      })
  void anyTermWillDoAndAllOfATermMustHold(String terms, boolean selected) {
    assertThat(NodeSelection.matches(requiring(terms.replace("''", "")), NODE)).isEqualTo(selected);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'zone':'a' | true",
        "'zone':'a','cores':'16' | true",
        "'zone':'a','cores':'8' | false",
        "'absent':'' | false",
        "'empty':'' | true",
      })
  void theNodeSelectorMustHoldToo(String selector, boolean selected) {
    ApiObject pod = Objects.pod("'nodeSelector':{" + selector + "}");
    assertThat(NodeSelection.matches(pod, NODE)).isEqualTo(selected);
  }

  @Test
  void preferencesAddUpByTheirWeights() {
    ApiObject pod =
        Objects.pod(
            """
            'affinity':{'nodeAffinity':{'preferredDuringSchedulingIgnoredDuringExecution':[
              {'weight':5,'preference':{'matchExpressions':[{'key':'zone','operator':'Exists'}]}},
              {'weight':2,'preference':{'matchExpressions':[{'key':'absent','operator':'Exists'}]}},
              {'weight':40,'preference':{}},
              {'weight':30,'preference':{'matchFields':[
                {'key':'metadata.name','operator':'In','values':['one']}]}}]}}
            """);
    assertThat(NodeSelection.preference(pod, NODE)).isEqualTo(35);
    assertThat(NodeSelection.preference(Objects.pod(""), NODE)).isZero();
  }

  private static ApiObject requiring(String terms) {
    return Objects.pod(
        "'affinity':{'nodeAffinity':{'requiredDuringSchedulingIgnoredDuringExecution':"
            + "{'nodeSelectorTerms':["
            + terms
            + "]}}}");
  }
}
