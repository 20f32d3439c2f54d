package io.quarterdeck.state.rpc;

import io.quarterdeck.etcd.rpc.AlarmMember;
import io.quarterdeck.etcd.rpc.ResponseHeader;
import io.quarterdeck.etcd.rpc.StatusResponse;
import io.quarterdeck.state.quota.DatabaseSize;
import java.util.List;

/**
 * What one replica says of itself, in etcd's terms.
 *
 * @param revision up to which it knows the state
 * @param leaderId 0 when it knows of none
 */
public record MemberStatus(
    long clusterId, long memberId, long leaderId, long revision, long epoch) {
  /**
   * The etcd whose protocol this is. From this one on, a progress request is answered only once
   * every watch of the stream has been sent all; clients look at the number to rely on that.
   */
  private static final String VERSION = "3.5.13";

  StatusResponse response() {
    return builder().build();
  }

  /** The answer of the member that knows the database. */
  StatusResponse response(DatabaseSize size, List<AlarmMember> alarms) {
    StatusResponse.Builder response =
        builder().setDbSize(size.bytes()).setDbSizeInUse(size.bytesInUse());
    alarms.forEach(
        it ->
            response.addErrors("memberID:%d alarm:%s ".formatted(it.getMemberID(), it.getAlarm())));
    return response.build();
  }

  private StatusResponse.Builder builder() {
    return StatusResponse.newBuilder()
        .setHeader(
            ResponseHeader.newBuilder()
                .setClusterId(clusterId)
                .setMemberId(memberId)
                .setRevision(revision)
                .setRaftTerm(epoch))
        .setVersion(VERSION)
        .setLeader(leaderId)
        .setRaftIndex(revision)
        .setRaftAppliedIndex(revision)
        .setRaftTerm(epoch);
  }
}
