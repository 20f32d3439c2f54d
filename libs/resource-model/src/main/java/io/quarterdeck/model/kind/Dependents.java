package io.quarterdeck.model.kind;

/** What becomes of the objects that a deleted one owns when the request does not say. */
public enum Dependents {
  /** They are deleted after it. */
  DELETED,

  /** They stay, and name it no longer. */
  ORPHANED,

  /**
   * It has none: the garbage collector looks at no objects of this kind, whatever a request says.
   */
  NONE
}
