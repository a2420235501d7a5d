// megalodon, as it ships from npm: REST basics, then each stream on a WebSocket of its own.
import generator, { detector } from 'megalodon'
import { authorize, Ear, ok, rejected, same, Suite, within, world } from '../lib/checks.mjs'

const suite = new Suite('megalodon')

suite.check('recognises the server as one that speaks the Mastodon API', async (w) => {
  same(await detector(w.url), 'mastodon', 'kind of server')
})

suite.check('registers an app, signs in through the browser, and says who I am', async (w) => {
  for (const who of ['ann', 'bob']) {
    const app = await client(w).registerApp('megalodon test', { scopes: ['read', 'write', 'follow'] })
    const code = await authorize(w, app.url, w.accounts[who])
    const token = await client(w).fetchAccessToken(app.client_id, app.client_secret, code)
    same([token.token_type, token.scope], ['Bearer', 'read write follow'], 'token')
    w[who] = client(w, token.access_token)
    w[who].me = (await w[who].verifyAccountCredentials()).data
    same(w[who].me.username, w.accounts[who].username, 'who I am')
  }
})

suite.check('posts, edits, reads and deletes', async (w) => {
  const { data: status } = await w.ann.postStatus('from megalodon 🐋', { visibility: 'unlisted', spoiler_text: 'whale' })
  same([status.visibility, status.spoiler_text, status.content], ['unlisted', 'whale', '<p>from megalodon 🐋</p>'], 'post')
  await w.ann.editStatus(status.id, { status: 'edited 🐋' })
  const { data: seen } = await w.bob.getStatus(status.id)
  same(seen.content, '<p>edited 🐋</p>', 'content')
  ok(seen.edited_at !== null, 'marked as edited')
  same((await w.ann.getStatusSource(status.id)).data.text, 'edited 🐋', 'source')
  await w.ann.deleteStatus(status.id)
  same((await rejected(w.bob.getStatus(status.id), 'deleted')).response.status, 404, 'status code')
})

suite.check('follows, and home has the posts at once; relationships say so', async (w) => {
  const { data: bob } = await w.ann.lookupAccount(w.bob.me.acct)
  same((await w.ann.followAccount(bob.id)).data.following, true, 'following')
  const { data: status } = await w.bob.postStatus('for my followers')
  same((await w.ann.getHomeTimeline({ limit: 1 })).data[0].id, status.id, 'newest at home')
  const { data: [relationship] } = await w.ann.getRelationships([bob.id])
  same([relationship.following, relationship.blocking, relationship.muting], [true, false, false], 'relationship')
  same((await w.bob.getAccountFollowers(bob.id, { get_all: true, limit: 1 })).data.map((a) => a.id), [w.ann.me.id], 'followers')
})

suite.check('reacts, and the author is told', async (w) => {
  const { data: status } = await w.bob.postStatus('react')
  same((await w.ann.favouriteStatus(status.id)).data.favourited, true, 'favourited')
  same((await w.ann.reblogStatus(status.id)).data.reblog.id, status.id, 'boosted')
  const { data: told } = await w.bob.getNotifications({ limit: 2 })
  same(told.map((n) => [n.type, n.status.id]), [['reblog', status.id], ['favourite', status.id]], 'notifications')
  await w.ann.unreblogStatus(status.id)
})

suite.check('changes the profile, keeps markers, searches, manages lists', async (w) => {
  const { data: me } = await w.ann.updateCredentials({
    display_name: 'Ann', source: { privacy: 'unlisted' }, fields_attributes: [{ name: 'a', value: 'b' }]
  })
  same([me.display_name, me.source.privacy, me.fields[0].name], ['Ann', 'unlisted', 'a'], 'profile')
  await w.ann.updateCredentials({ source: { privacy: 'public' } })
  await w.ann.saveMarkers({ home: { last_read_id: '5' } })
  same((await w.ann.getMarkers(['home'])).data.home.last_read_id, '5', 'marker')
  const { data: found } = await w.ann.search(w.bob.me.acct, { type: 'accounts', resolve: false })
  same(found.accounts.map((a) => a.id), [w.bob.me.id], 'search')
  w.list = (await w.ann.createList('sockets')).data
  await w.ann.addAccountsToList(w.list.id, [w.bob.me.id])
  same((await w.ann.getAccountsInList(w.list.id, {})).data.map((a) => a.id), [w.bob.me.id], 'list')
})

suite.check('asks for what is empty here', async (w) => {
  for (const call of ['getFilters', 'getFeaturedTags', 'getBlocks', 'getMutes', 'getFollowRequests', 'getSuggestions',
    'getInstanceTrends', 'getInstanceAnnouncements', 'getInstanceCustomEmojis', 'getEndorsements', 'getFavourites']) {
    const { data } = await w.bob[call]()
    same(data, [], call)
  }
  ok((await w.bob.getInstance()).data.configuration.statuses.max_characters >= 500, 'instance')
  same((await w.bob.getPreferences()).data['posting:default:visibility'], 'public', 'preferences')
})

suite.check('user stream: posts, edits, deletions, notifications', async (w) => {
  const ear = await listen(await w.ann.userStreaming())
  await ear.goesLive(async () => (await w.bob.postStatus('probe')).data)
  const { data: status } = await w.bob.postStatus('live: é 漢字 🌍')
  const told = await ear.hears('update', () => true, 'the post')
  same([told.id, told.content, told.account.acct], [status.id, '<p>live: é 漢字 🌍</p>', w.bob.me.acct], 'the post')
  await w.bob.editStatus(status.id, { status: 'edited live' })
  same((await ear.hears('status_update', () => true, 'the edit')).content, '<p>edited live</p>', 'the edit')
  await w.bob.deleteStatus(status.id)
  same(await ear.hears('delete', () => true, 'the deletion'), status.id, 'the deletion')
  const { data: mine } = await w.ann.postStatus('react, live')
  await w.bob.favouriteStatus(mine.id)
  const n = await ear.hears('notification', () => true, 'the favourite')
  same([n.type, n.status.id, n.account.id], ['favourite', mine.id, w.bob.me.id], 'the favourite')
  ear.close()
})

suite.check('direct stream and conversations: listed, read, deleted', async (w) => {
  const ear = await listen(await w.ann.directStreaming())
  const { data: status } = await w.bob.postStatus(`@${w.ann.me.acct} directly`, { visibility: 'direct' })
  const told = await ear.hears('conversation', (c) => c.last_status.id === status.id, 'the conversation')
  ear.close()
  const { data: [listed] } = await w.ann.getConversationTimeline({ limit: 1 })
  same([listed.id, listed.unread, listed.accounts.map((a) => a.id), listed.last_status.id],
    [told.id, true, [w.bob.me.id], status.id], 'listed')
  same((await w.ann.readConversation(listed.id)).data.unread, false, 'read')
  await w.ann.deleteConversation(listed.id)
  ok((await w.ann.getConversationTimeline()).data.every((c) => c.id !== listed.id), 'deleted')
  same((await rejected(w.ann.readConversation(listed.id), 'deleted')).response.status, 404, 'status code')
})

suite.check('public and local streams: public posts only', async (w) => {
  for (const open of ['publicStreaming', 'localStreaming']) {
    const ear = await listen(await w.ann[open]())
    await ear.goesLive(async () => (await w.bob.postStatus('probe')).data)
    const { data: quiet } = await w.bob.postStatus('quiet', { visibility: 'unlisted' })
    const { data: loud } = await w.bob.postStatus('loud')
    const mine = (status) => [quiet.id, loud.id].includes(status.id)
    same((await ear.hears('update', mine, 'a post')).id, loud.id, open)
    ear.close()
  }
})

suite.check('hashtag and list streams: only what belongs there', async (w) => {
  const tag = `socket${w.run}`
  const byTag = await listen(await w.ann.tagStreaming(tag))
  const byList = await listen(await w.ann.listStreaming(w.list.id))
  await byTag.goesLive(async () => (await w.bob.postStatus(`probe #${tag}`)).data)
  await byList.goesLive(async () => (await w.bob.postStatus('probe')).data)
  await w.ann.postStatus('not for the list')
  const { data: untagged } = await w.bob.postStatus('listed')
  const { data: tagged } = await w.bob.postStatus(`tagged #${tag}`)
  same((await byTag.hears('update', () => true, 'the tagged')).id, tagged.id, 'hashtag')
  same((await byList.hears('update', () => true, 'the listed')).id, untagged.id, 'list')
  byTag.close()
  byList.close()
})

suite.check('signing out ends the token', async (w) => {
  const app = await client(w).createApp('short', { scopes: ['read'] })
  const address = await client(w).generateAuthUrl(app.client_id, app.client_secret, { scope: ['read'] })
  const token = await client(w).fetchAccessToken(app.client_id, app.client_secret, await authorize(w, address, w.accounts.bob))
  const short = client(w, token.access_token)
  await short.verifyAccountCredentials()
  await short.revokeToken(app.client_id, app.client_secret, token.access_token)
  const refused = await rejected(short.verifyAccountCredentials(), 'after signing out')
  same([refused.response.status, typeof refused.response.data.error], [401, 'string'], 'answer')
})

function client(w, token = null) {
  return generator('mastodon', w.url, token)
}

/** Gives the events of a stream to an ear, once it is connected. */
async function listen(stream) {
  const ear = new Ear()
  for (const event of ['update', 'status_update', 'delete', 'notification', 'conversation']) {
    stream.on(event, (about) => ear.take(event, about))
  }
  stream.on('parser-error', (error) => ear.take('parser-error', String(error)))
  ear.close = () => stream.stop()
  await within(30_000, new Promise((resolve, reject) => {
    stream.on('connect', resolve)
    stream.on('error', reject)
  }), 'connecting')
  return ear
}

await suite.run(world())
