package io.cellsearch.protocol;

/** What a node is in the cluster. */
public enum ClusterRole {
  /** Can run the coordinator. */
  COORDINATOR,
  /** Counts when the cluster splits: coordinators, and a witness that never leads. */
  VOTER,
  /** Trains. */
  WORKER;

  /** The name that Akka knows it by. */
  public String text() {
    return switch (this) {
      case COORDINATOR -> "coordinator";
      case VOTER -> "voter";
      case WORKER -> "worker";
    };
  }
}
