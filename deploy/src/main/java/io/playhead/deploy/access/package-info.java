/**
 * Who may do what on Kafka: the rights of each process, as data, as commands and as a list that a
 * broker takes. The only place that spells them; docs/operations/security.md shows what it prints.
 * Stateless but for {@link io.playhead.deploy.access.AclWriter}.
 */
package io.playhead.deploy.access;
