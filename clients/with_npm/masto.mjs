// masto.js, as it ships from npm: multipart forms, paging, and all streams on one WebSocket, with the token as its
// subprotocol.
import { createOAuthAPIClient, createRestAPIClient, createStreamingAPIClient, MastoHttpError } from 'masto'
import { Ear, ok, rejected, same, Suite, world } from '../lib/checks.mjs'

AbortSignal.any ??= ([signal]) => signal // masto.js uses it; Debian's Node 18 has not got it yet

const suite = new Suite('masto')
const SCOPES = 'read write follow push'

suite.check('signs in and says who I am', async (w) => {
  const app = await createRestAPIClient({ url: w.url }).v1.apps.create({
    clientName: 'masto test', redirectUris: 'urn:ietf:wg:oauth:2.0:oob', scopes: SCOPES
  })
  for (const who of ['ann', 'bob']) {
    const token = await createOAuthAPIClient({ url: w.url }).token.create({
      grantType: 'password', clientId: app.clientId, clientSecret: app.clientSecret, scope: SCOPES,
      username: w.accounts[who].email, password: w.accounts[who].password
    })
    w[who] = createRestAPIClient({ url: w.url, accessToken: token.accessToken })
    w.tokens = { ...w.tokens, [who]: token.accessToken }
    w.me = { ...w.me, [who]: await w[who].v1.accounts.verifyCredentials() }
    same(w.me[who].username, w.accounts[who].username, 'who I am')
  }
})

suite.check('changes the profile with a multipart form', async (w) => {
  const me = await w.ann.v1.accounts.updateCredentials({
    displayName: 'Ann Ähre', note: 'grüezi', source: { privacy: 'unlisted', sensitive: true },
    fieldsAttributes: [{ name: 'one', value: '1' }, { name: 'two', value: 'zwei' }]
  })
  same([me.displayName, me.source.note, me.source.privacy, me.source.sensitive],
    ['Ann Ähre', 'grüezi', 'unlisted', true], 'profile')
  same(me.fields.map((field) => field.name), ['one', 'two'], 'fields')
  const quiet = await w.ann.v1.statuses.create({ status: 'by default' })
  same([quiet.visibility, quiet.sensitive], ['unlisted', true], 'defaults for new posts')
  await w.ann.v1.accounts.updateCredentials({ source: { privacy: 'public', sensitive: false } })
})

suite.check('pages through home to the end, without doubles and without gaps', async (w) => {
  await w.ann.v1.accounts.$select(w.me.bob.id).follow()
  const posted = []
  for (let n = 0; n < 12; n++) posted.unshift((await w.bob.v1.statuses.create({ status: `page ${n}` })).id)
  const read = []
  for await (const page of w.ann.v1.timelines.home.list({ limit: 5 })) {
    read.push(...page.map((status) => status.id))
    ok(read.length < 100, 'the pages never end')
  }
  same(read.slice(0, 12), posted, 'posts')
  same(read.length, 13, 'all posts, ann\'s own among them')
})

suite.check('errors are the library\'s own, with code and sentence', async (w) => {
  const missing = await rejected(w.ann.v1.statuses.$select('1').fetch(), 'no such post')
  ok(missing instanceof MastoHttpError, `kind of error: ${missing}`)
  same([missing.statusCode, missing.message], [404, 'Record not found'], 'error')
  const anonymous = await rejected(createRestAPIClient({ url: w.url }).v1.accounts.verifyCredentials(), 'no token')
  same(anonymous.statusCode, 401, 'status code')
  const long = await rejected(w.ann.v1.statuses.create({ status: 'x'.repeat(501) }), 'too long')
  same(long.statusCode, 422, 'status code')
  const unknown = await rejected(w.ann.v1.nothingOfTheKind.fetch(), 'no such endpoint')
  same(unknown.statusCode, 404, 'status code')
})

suite.check('reads both kinds of instance, lists, relationships, search', async (w) => {
  const [v1, v2] = [await w.ann.v1.instance.fetch(), await w.ann.v2.instance.fetch()]
  same([v1.uri, v2.domain], [w.host, w.host], 'domain')
  w.streaming = v2.configuration.urls.streaming
  const list = await w.ann.v1.lists.create({ title: 'masto' })
  await w.ann.v1.lists.$select(list.id).accounts.create({ accountIds: [w.me.bob.id] })
  same((await w.ann.v1.lists.$select(list.id).accounts.list()).map((a) => a.id), [w.me.bob.id], 'list')
  await w.ann.v1.lists.$select(list.id).accounts.remove({ accountIds: [w.me.bob.id] })
  await w.ann.v1.lists.$select(list.id).remove()
  const [relationship] = await w.ann.v1.accounts.relationships.fetch({ id: [w.me.bob.id] })
  same([relationship.id, relationship.following], [w.me.bob.id, true], 'relationship')
  same((await w.ann.v2.search.list({ q: w.me.bob.acct, type: 'accounts' })).accounts[0].id, w.me.bob.id, 'search')
  same((await w.ann.v1.accounts.lookup({ acct: w.me.bob.acct })).id, w.me.bob.id, 'lookup')
})

suite.check('void answers are JSON too', async (w) => {
  await w.ann.v1.notifications.clear()
  const status = await w.ann.v1.statuses.create({ status: 'to go' }, { idempotencyKey: `masto-${w.run}` })
  await w.ann.v1.statuses.$select(status.id).remove()
})

suite.check('several streams on one WebSocket, each with its own events', async (w) => {
  const tag = `masto${w.run}`
  w.socket = createStreamingAPIClient({ streamingApiUrl: w.streaming, accessToken: w.tokens.ann, retry: false })
  const user = listen(w.socket.user.subscribe())
  const hashtag = listen(w.socket.hashtag.subscribe({ tag }))
  await user.goesLive(() => w.bob.v1.statuses.create({ status: 'probe' }))
  await hashtag.goesLive(() => w.bob.v1.statuses.create({ status: `probe #${tag}` }))
  const plain = await w.bob.v1.statuses.create({ status: 'plain' })
  const tagged = await w.bob.v1.statuses.create({ status: `with #${tag}` })
  await user.hears('update', (status) => status.id === plain.id, 'the plain post at home')
  await user.hears('update', (status) => status.id === tagged.id, 'the tagged post at home')
  same((await hashtag.hears('update', () => true, 'the tagged post')).id, tagged.id, 'first on the hashtag\'s stream')
  w.ears = { user, hashtag }
})

suite.check('edits, deletions and notifications on the user stream', async (w) => {
  const status = await w.bob.v1.statuses.create({ status: `hello @${w.me.ann.acct}` })
  const told = await w.ears.user.hears('notification', (n) => n.type === 'mention', 'the mention')
  same([told.account.id, told.status.id], [w.me.bob.id, status.id], 'the mention')
  await w.bob.v1.statuses.$select(status.id).update({ status: `hello again @${w.me.ann.acct}` })
  const edit = await w.ears.user.hears('status.update', (it) => it.id === status.id, 'the edit')
  ok(edit.content.includes('hello again'), edit.content)
  await w.bob.v1.statuses.$select(status.id).remove()
  await w.ears.user.hears('delete', (id) => id === status.id, 'the deletion')
})

suite.check('conversations: streamed, listed, read, deleted', async (w) => {
  const direct = listen(w.socket.direct.subscribe())
  let told
  for (let tries = 0; tries < 20 && told === undefined; tries++) {
    const status = await w.bob.v1.statuses.create({ status: `@${w.me.ann.acct} directly`, visibility: 'direct' })
    told = await direct.hears('conversation', (c) => c.lastStatus.id === status.id, 'it', 1_000).catch(() => undefined)
  }
  const [listed] = await w.ann.v1.conversations.list({ limit: 1 })
  same([listed.id, listed.unread, listed.accounts.map((a) => a.id)], [told?.id, true, [w.me.bob.id]], 'listed')
  same((await w.ann.v1.conversations.$select(listed.id).read()).unread, false, 'read')
  await direct.hears('conversation', (c) => c.id === listed.id && !c.unread, 'that it is read')
  same((await w.ann.v1.conversations.$select(listed.id).unread()).unread, true, 'unread again')
  await w.ann.v1.conversations.$select(listed.id).remove()
  const left = await w.ann.v1.conversations.list()
  ok(left.every((c) => c.id !== listed.id), 'deleted')
  await direct.close()
})

suite.check('unsubscribing ends that stream and no other', async (w) => {
  await w.ears.hashtag.close()
  const other = `other${w.run}`
  const second = listen(w.socket.hashtag.subscribe({ tag: other }))
  await second.goesLive(() => w.bob.v1.statuses.create({ status: `probe #${other}` }))
  const status = await w.bob.v1.statuses.create({ status: `still there #masto${w.run}` })
  await w.ears.user.hears('update', (it) => it.id === status.id, 'the user stream')
  same(w.ears.hashtag.heard.filter(({ about }) => about.id === status.id), [], 'heard on the stream that was left')
})

suite.check('a socket without a token gets public streams and no private ones', async (w) => {
  const socket = createStreamingAPIClient({ streamingApiUrl: w.streaming, retry: false })
  const open = listen(socket.public.subscribe())
  await open.goesLive(() => w.bob.v1.statuses.create({ status: 'probe' }))
  const closed = await rejected((async () => {
    for await (const event of socket.user.subscribe()) return event
  })(), 'the user stream')
  ok(/token|authori[sz]ed|access/i.test(String(closed)), `a reason: ${closed}`)
})

function listen(subscription) {
  const ear = new Ear()
  const events = subscription.values()
  const reading = (async () => {
    for await (const { event, payload } of events) ear.take(event, payload)
  })().catch((error) => ear.take('broken', String(error)))
  ear.close = async () => { subscription.unsubscribe(); void reading }
  return ear
}

await suite.run(world())
