/**
 * Every method of the Web API that wardwatch calls, with the scopes of which it needs one (docs.slack.dev/reference/methods);
 * empty where it needs none. A test keeps it equal to the calls in the code and to config/slack-manifest.yaml.
 */
export const METHODS: Readonly<Record<string, readonly string[]>> = {
  'auth.test': [],
  'blocks.validate': [],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history'],
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.members': ['channels:read', 'groups:read'],
  'conversations.open': ['im:write'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history'],
  'files.info': ['files:read'],
  // files.getUploadURLExternal and files.completeUploadExternal.
  filesUploadV2: ['files:write'],
  'usergroups.users.list': ['usergroups:read'],
  'users.info': ['users:read', 'users:read.email'],
  'users.lookupByEmail': ['users:read.email'],
  'views.open': [],
  'views.publish': [],
  'views.update': [],
};

/** What the app may do besides calling methods. */
export const OTHER_SCOPES: readonly string[] = ['commands', 'users:read.email'];
