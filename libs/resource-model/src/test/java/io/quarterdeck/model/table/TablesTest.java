package io.quarterdeck.model.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.model.kind.Kinds;
import io.quarterdeck.model.table.Tables.IncludeObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TablesTest {
  private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

  private static Kind kind(String plural) {
    return Kinds.builtIn().all().stream()
        .filter(each -> each.type().plural().equals(plural))
        .findFirst()
        .orElseThrow();
  }

  private static ApiObject object(String fields) {
    String json =
        "{\"metadata\":{\"name\":\"x\",\"creationTimestamp\":\"2026-01-01T23:59:55Z\"}%s}"
            .formatted(fields.isEmpty() ? "" : "," + fields);
    return ApiObject.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  /** Columns of wide output stand in brackets. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pods            | Name Ready Status Restarts Age [IP] [Node] [Nominated Node] [Readiness Gates]
          nodes           | Name Status Roles Age Version [Internal-IP] [External-IP] [OS-Image] [Kernel-Version] [Container-Runtime]
          services        | Name Type Cluster-IP External-IP Port(s) Age [Selector]
          endpointslices  | Name AddressType Ports Endpoints Age
          deployments     | Name Ready Up-to-date Available Age [Containers] [Images] [Selector]
          replicasets     | Name Desired Current Ready Age [Containers] [Images] [Selector]
          namespaces      | Name Status Age
          componentstatuses | Name Status Message Error
          configmaps      | Name Data Age
          secrets         | Name Type Data Age
          serviceaccounts | Name Secrets Age
          leases          | Name Holder Age
          events          | Last Seen Type Reason Object [Subobject] [Source] Message [First Seen] [Count] [Name]
          endpoints       | Name Endpoints Age
          limitranges     | Name Created At
          persistentvolumeclaims | Name Status Volume Capacity Access Modes StorageClass VolumeAttributesClass Age [VolumeMode]
          persistentvolumes | Name Capacity Access Modes Reclaim Policy Status Claim StorageClass VolumeAttributesClass Reason Age [VolumeMode]
          podtemplates    | Name Containers Images Pod Labels
          replicationcontrollers | Name Desired Current Ready Age [Containers] [Images] [Selector]
          resourcequotas  | Name Request Limit Age
          controllerrevisions | Name Controller Revision Age
          daemonsets      | Name Desired Current Ready Up-to-date Available Node Selector Age [Containers] [Images] [Selector]
          statefulsets    | Name Ready Age [Containers] [Images]
          horizontalpodautoscalers | Name Reference Targets MinPods MaxPods Replicas Age
          cronjobs        | Name Schedule Timezone Suspend Active Last Schedule Age [Containers] [Images] [Selector]
          jobs            | Name Status Completions Duration Age [Containers] [Images] [Selector]
          certificatesigningrequests | Name Age SignerName Requestor RequestedDuration Condition
          ingressclasses  | Name Controller Parameters Age
          ingresses       | Name Class Hosts Address Ports Age
          networkpolicies | Name Pod-Selector Age
          poddisruptionbudgets | Name Min Available Max Unavailable Allowed Disruptions Age
          clusterrolebindings | Name Role Age [Users] [Groups] [ServiceAccounts]
          clusterroles    | Name Created At
          rolebindings    | Name Role Age [Users] [Groups] [ServiceAccounts]
          roles           | Name Created At
          csidrivers      | Name AttachRequired PodInfoOnMount StorageCapacity TokenRequests RequiresRepublish Modes Age
          csinodes        | Name Drivers Age
          csistoragecapacities | Name StorageClassName Capacity
          storageclasses  | Name Provisioner ReclaimPolicy VolumeBindingMode AllowVolumeExpansion Age
          volumeattachments | Name Attacher PV Node Attached Age
          mutatingwebhookconfigurations | Name Webhooks Age
          validatingwebhookconfigurations | Name Webhooks Age
          validatingadmissionpolicies | Name Validations ParamKind Age
          validatingadmissionpolicybindings | Name PolicyName ParamRef Age
          customresourcedefinitions | Name Created At
          apiservices     | Name Service Available Age
          priorityclasses | Name Value Global-Default Age PreemptionPolicy
          runtimeclasses  | Name Handler Age
          flowschemas     | Name PriorityLevel MatchingPrecedence DistinguisherMethod Age MissingPL
          prioritylevelconfigurations | Name Type NominalConcurrencyShares Queues HandSize QueueLengthLimit Age
          """)
  void hasTheColumnsOfItsKind(String plural, String columns) {
    assertThat(
            kind(plural).columns().list().stream()
                .map(each -> each.priority() == 0 ? each.name() : "[" + each.name() + "]")
                .collect(Collectors.joining(" ")))
        .isEqualTo(columns);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          namespaces  | "status":{"phase":"Terminating"} | x Terminating 5s
          configmaps  | "data":{"a":"1"},"binaryData":{"b":""} | x 2 5s
          secrets     | "type":"Opaque","data":{"a":""} | x Opaque 1 5s
          serviceaccounts | ~~ | x 0 5s
          leases      | "spec":{"holderIdentity":"me"} | x me 5s
          deployments | "spec":{"replicas":3,"selector":{"matchLabels":{"a":"b"}},"template":{"spec":{"containers":[{"name":"c","image":"i"},{"name":"d","image":"j"}]}}},"status":{"readyReplicas":1,"updatedReplicas":2,"availableReplicas":1} | x 1/3 2 1 5s c,d i,j a=b
          replicasets | "spec":{"replicas":3,"selector":{"matchLabels":{"a":"b"}},"template":{"spec":{"containers":[{"name":"c","image":"i"}]}}},"status":{"replicas":2} | x 3 2 0 5s c i a=b
          networkpolicies | "spec":{"podSelector":{"matchExpressions":[{"key":"a","operator":"Near"}]}} | x <error> 5s
          services    | "spec":{"type":"ClusterIP","clusterIP":"10.0.0.1","ports":[{"port":80,"protocol":"TCP"},{"port":53,"protocol":"UDP"}],"selector":{"a":"b"}} | x ClusterIP 10.0.0.1 <none> 80/TCP,53/UDP 5s a=b
          services    | "spec":{"type":"NodePort","clusterIP":"10.0.0.1","ports":[{"port":80,"protocol":"TCP","nodePort":30000}]} | x NodePort 10.0.0.1 <none> 80:30000/TCP 5s <none>
          services    | "spec":{"type":"LoadBalancer","clusterIP":"10.0.0.1","ports":[{"port":80}]} | x LoadBalancer 10.0.0.1 <pending> 80/TCP 5s <none>
          services    | "spec":{"type":"LoadBalancer","clusterIP":"10.0.0.1","externalIPs":["2.2.2.2"],"ports":[{"port":80}]},"status":{"loadBalancer":{"ingress":[{"ip":"1.1.1.1"},{"hostname":"h"}]}} | x LoadBalancer 10.0.0.1 1.1.1.1,h,2.2.2.2 80/TCP 5s <none>
          services    | "spec":{"type":"ExternalName","externalName":"a.b"} | x ExternalName <none> a.b <none> 5s <none>
          services    | "spec":{"type":"ClusterIP","clusterIP":"None"} | x ClusterIP None <none> <none> 5s <none>
          endpointslices | "addressType":"IPv4","ports":[{"port":80}],"endpoints":[{"addresses":["1"]},{"addresses":["2"]},{"addresses":["3"]},{"addresses":["4"]}] | x IPv4 80 1,2,3 + 1 more... 5s
          endpointslices | "addressType":"IPv4" | x IPv4 <unset> <unset> 5s
          nodes       | "spec":{"unschedulable":true},"status":{"conditions":[{"type":"Ready","status":"True"}],"nodeInfo":{"kubeletVersion":"v1"},"addresses":[{"type":"InternalIP","address":"1.1.1.1"}]} | x Ready,SchedulingDisabled <none> 5s v1 1.1.1.1 <none> <unknown> <unknown> <unknown>
          nodes       | "status":{"conditions":[{"type":"Ready","status":"Unknown"}]} | x NotReady <none> 5s - <none> <none> <unknown> <unknown> <unknown>
          events      | "type":"Normal","reason":"R","involvedObject":{"kind":"Pod","name":"p","fieldPath":"f"},"source":{"component":"c","host":"h"},"message":"m","firstTimestamp":"2026-01-01T23:58:00Z","lastTimestamp":"2026-01-01T23:59:00Z","count":3 | 60s Normal R pod/p f c, h m 2m 3 x
          events      | "type":"Normal","reason":"R","involvedObject":{"kind":"Pod","name":"p"},"reportingComponent":"c","eventTime":"2026-01-01T23:59:00.000000Z","series":{"count":7,"lastObservedTime":"2026-01-01T23:59:58.000000Z"} | 2s Normal R pod/p - c - 60s 7 x
          """)
  void fillsTheCells(String plural, String fields, String cells) {
    assertThat(
            kind(plural).columns().cells(object(fields), NOW).stream()
                .map(each -> each.asText().isEmpty() ? "-" : each.asText())
                .collect(Collectors.joining(" ")))
        .isEqualTo(cells);
  }

  @Test
  void carriesWhatTheClientAsksFor() {
    Kind kind = kind("configmaps");
    assertThat(Tables.columns(kind).at("/0/format").asText()).isEqualTo("name");
    ApiObject object = object("\"data\":{\"a\":\"1\"}");
    JsonNode metadata = Tables.row(kind, object, IncludeObject.METADATA, NOW);
    assertThat(metadata.at("/object/kind").asText()).isEqualTo("PartialObjectMetadata");
    assertThat(metadata.at("/object/data").isMissingNode()).isTrue();
    JsonNode whole = Tables.row(kind, object, IncludeObject.OBJECT, NOW);
    assertThat(whole.at("/object/data/a").asText()).isEqualTo("1");
    JsonNode cellsOnly = Tables.row(kind, object, IncludeObject.NONE, NOW);
    assertThat(cellsOnly.has("object")).isFalse();
  }
}
