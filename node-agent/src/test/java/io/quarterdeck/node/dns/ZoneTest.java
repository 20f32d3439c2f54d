package io.quarterdeck.node.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.node.dns.ClusterAnswers.Answer;
import io.quarterdeck.node.dns.ClusterAnswers.Named;
import io.quarterdeck.node.dns.ClusterAnswers.RecordType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZoneTest {
  private final ClusterAnswers answers =
      new ClusterAnswers(
          ZonePlanner.plan(
              List.of(
                  object(
                      """
                      {'metadata':{'name':'web','namespace':'default'},'spec':{'type':'ClusterIP',
                       'clusterIP':'10.96.0.7','clusterIPs':['10.96.0.7'],
                       'ports':[{'name':'http','protocol':'TCP','port':80}]}}
                      """),
                  object(
                      """
                      {'metadata':{'name':'db','namespace':'default'},'spec':{'type':'ClusterIP',
                       'clusterIP':'None','clusterIPs':['None']}}
                      """),
                  object(
                      """
                      {'metadata':{'name':'out','namespace':'default'},'spec':{
                       'type':'ExternalName','externalName':'example.org'}}
                      """)),
              List.of(
                  object(
                      """
                      {'metadata':{'name':'db-1','namespace':'default','labels':{
                       'kubernetes.io/service-name':'db'}},'addressType':'IPv4','endpoints':[
                       {'addresses':['10.244.0.5'],'hostname':'db-0','conditions':{'ready':true}},
                       {'addresses':['10.244.0.6'],'conditions':{'ready':true}},
                       {'addresses':['10.244.0.7'],'conditions':{'ready':false}}],
                       'ports':[{'name':'sql','protocol':'TCP','port':5432}]}
                      """)),
              "cluster.local"));

  @ParameterizedTest
  @CsvSource({
    "web.default.svc.cluster.local, A, 10.96.0.7",
    "db.default.svc.cluster.local, A, 10.244.0.5 10.244.0.6",
    "db-0.db.default.svc.cluster.local, A, 10.244.0.5",
    "10-244-0-6.db.default.svc.cluster.local, A, 10.244.0.6",
    "10-1-2-3.default.pod.cluster.local, A, 10.1.2.3",
  })
  void namesHaveAddresses(String name, RecordType type, String addresses) {
    assertThat(found(name, type).answers().stream().map(Named::record).toList())
        .containsExactlyElementsOf(
            List.of(addresses.split(" ")).stream()
                .<ZoneRecord>map(ZoneRecord.Address::new)
                .toList());
  }

  @Test
  void aNamedPortHasAnSrvRecordWithTheAddressBesideIt() {
    Answer.Found found = found("_sql._tcp.db.default.svc.cluster.local", RecordType.SRV);

    assertThat(found.answers())
        .extracting(Named::record)
        .containsExactly(
            new ZoneRecord.Srv(5432, "db-0.db.default.svc.cluster.local"),
            new ZoneRecord.Srv(5432, "10-244-0-6.db.default.svc.cluster.local"));
    assertThat(found.additional())
        .extracting(Named::record)
        .containsExactly(
            new ZoneRecord.Address("10.244.0.5"), new ZoneRecord.Address("10.244.0.6"));
  }

  @Test
  void anAddressHasItsNameBack() {
    assertThat(found("7.0.96.10.in-addr.arpa", RecordType.PTR).answers())
        .extracting(Named::record)
        .containsExactly(new ZoneRecord.Pointer("web.default.svc.cluster.local"));
  }

  @Test
  void anExternalNameIsAnAliasWhoseTargetSomebodyElseKnows() {
    assertThat(answers.answer("out.default.svc.cluster.local", RecordType.A))
        .isEqualTo(
            new Answer.AliasElsewhere(
                new Named("out.default.svc.cluster.local", new ZoneRecord.Alias("example.org")),
                "example.org"));
  }

  @ParameterizedTest
  @CsvSource({
    "nobody.default.svc.cluster.local",
    "web.other.svc.cluster.local",
    "999-1-2-3.default.pod.cluster.local",
    "web.cluster.local",
  })
  void aNameOfOursThatIsNotThereIsUnknown(String name) {
    assertThat(answers.answer(name, RecordType.A)).isEqualTo(new Answer.Unknown());
  }

  @ParameterizedTest
  @CsvSource({"web.default.svc.cluster.local, OTHER", "default.svc.cluster.local, A"})
  void aNameWithoutRecordsOfThatTypeIsNotUnknown(String name, RecordType type) {
    assertThat(found(name, type).answers()).isEmpty();
  }

  @Test
  void otherZonesAreForOthers() {
    assertThat(answers.answer("example.org", RecordType.A)).isEqualTo(new Answer.Elsewhere());
  }

  private Answer.Found found(String name, RecordType type) {
    return (Answer.Found) answers.answer(name, type);
  }

  private static ApiObject object(String json) {
    return ApiObject.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
