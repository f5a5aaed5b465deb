package io.playhead.inference;

import io.playhead.window.RequestContext;

/**
 * One member's page to be made.
 *
 * @param memberId the member
 * @param tokens the member's tokens, read on the caller's thread before the call returns
 * @param context what the page is made for
 */
public record Request(String memberId, TokenSource tokens, RequestContext context) {}
