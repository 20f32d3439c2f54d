package io.quarterdeck.bus;

/** Names and values of the Kafka headers of an event (CloudEvents 1.0, binary mode). */
public final class EventHeaders {
  public static final String SPEC_VERSION = "ce_specversion";
  public static final String ID = "ce_id";
  public static final String TYPE = "ce_type";
  public static final String SOURCE = "ce_source";
  public static final String SUBJECT = "ce_subject";
  public static final String TIME = "ce_time";
  public static final String ACTOR = "ce_actor";
  public static final String CAUSE = "ce_cause";
  public static final String GENERATION = "ce_generation";
  public static final String REVISION = "ce_revision";
  public static final String INCARNATION = "ce_incarnation";
  public static final String CONTENT_TYPE = "content-type";
  public static final String TRACE_PARENT = "traceparent";

  public static final String CREATED = "io.quarterdeck.object.created";
  public static final String UPDATED = "io.quarterdeck.object.updated";
  public static final String DELETED = "io.quarterdeck.object.deleted";

  /**
   * Key of the mailbox record that closes a consistent view: everything before it belongs to it.
   */
  public static final String SNAPSHOT_KEY = "$snapshot";

  private EventHeaders() {}
}
