package io.playhead.deploy.access;

import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * One thing that a principal may do. READ and WRITE bring DESCRIBE with them.
 *
 * @param name of the resource; where prefixed, what its name begins with
 */
public record Right(AclOperation operation, ResourceType resource, String name, boolean prefixed) {

  /** On that topic alone. */
  static Right topic(AclOperation operation, String name) {
    return new Right(operation, ResourceType.TOPIC, name, false);
  }

  /** As a broker takes it; from every host. */
  AclBinding binding(String principal) {
    return new AclBinding(
        new ResourcePattern(resource, name, prefixed ? PatternType.PREFIXED : PatternType.LITERAL),
        new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW));
  }
}
