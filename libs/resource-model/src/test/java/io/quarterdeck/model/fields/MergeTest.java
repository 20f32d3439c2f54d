package io.quarterdeck.model.fields;

import static io.quarterdeck.model.fields.Trees.DEPLOYMENT;
import static io.quarterdeck.model.fields.Trees.POD;
import static io.quarterdeck.model.fields.Trees.SERVICE;
import static io.quarterdeck.model.fields.Trees.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergeTest {

  /** A pod with a set of these finalizers, one letter each. */
  private static String pod(String letters) {
    String list =
        Arrays.stream(letters.split(""))
            .filter(each -> !each.isBlank())
            .map(each -> "'" + each + "'")
            .collect(Collectors.joining(","));
    return "{'metadata':{'finalizers':[" + list + "]}}";
  }

  @ParameterizedTest
  @CsvSource({
    // live, wanted, merged
    "abc, abc, abc",
    "abc, cba, cba",
    "abc, d, abcd",
    "abc, db, adbc",
    "abc, bd, abcd",
    "abc, ca, bca",
    "ab, cd, abcd",
    "abcde, eca, bdeca",
    "abcd, dxa, bcdxa",
    "aab, c, aabc",
    "aab, a, ab",
    "b, abc, abc"
  })
  void ordersListsAsTheyAreWanted(String live, String wanted, String merged) {
    assertThat(Merge.of(POD, json(pod(live)), json(pod(wanted)))).isEqualTo(json(pod(merged)));
  }

  @Test
  void mergesElementsByTheirKeys() {
    assertThat(
            Merge.of(
                SERVICE,
                json("{'spec':{'ports':[{'port':80,'protocol':'TCP','nodePort':30000}]}}"),
                json("{'spec':{'ports':[{'port':80,'name':'web'},{'port':80,'protocol':'UDP'}]}}")))
        .isEqualTo(
            json(
                "{'spec':{'ports':[{'port':80,'protocol':'TCP','nodePort':30000,'name':'web'},"
                    + "{'port':80,'protocol':'UDP'}]}}"));
  }

  @Test
  void replacesAtomicsAndKeepsWhatIsNotSpokenOf() {
    assertThat(
            Merge.of(
                DEPLOYMENT,
                json("{'spec':{'replicas':3,'selector':{'matchLabels':{'a':'1'}}}}"),
                json("{'spec':{'selector':{'matchLabels':{'b':'2'}}}}")))
        .isEqualTo(json("{'spec':{'replicas':3,'selector':{'matchLabels':{'b':'2'}}}}"));
  }

  @Test
  void takesNothingForAWishToo() {
    assertThat(
            Merge.of(
                DEPLOYMENT,
                json("{'metadata':{'labels':{'a':'1'}},'spec':{'replicas':3}}"),
                json("{'metadata':{'labels':null},'spec':{'replicas':null}}")))
        .isEqualTo(json("{'metadata':{'labels':{'a':'1'}},'spec':{'replicas':null}}"));
  }

  @Test
  void removesMembersAndLeavesEmptyContainers() {
    assertThat(
            Removal.of(
                DEPLOYMENT,
                json(
                    "{'metadata':{'labels':{'a':'1'},'finalizers':['a','b']},'spec':{'replicas':3}}"),
                Trees.set(
                    "{\"f:metadata\":{\"f:labels\":{\"f:a\":{}},\"f:finalizers\":{\"v:\\\"a\\\"\":{}}},\"f:spec\":{}}")))
        .isEqualTo(json("{'metadata':{'labels':null,'finalizers':['b']}}"));
  }
}
