"""The fields that Mastodon's documentation requires of each entity, with what they hold.

A kind is a function that fails on a value that is none of it; a dict is an entity whose fields must all be there.
Fields that the documentation calls optional are left out, unless every client asks for them.
"""
import re


def text(value, path):
    assert isinstance(value, str), f"{path}: a string, not {value!r}"


def ident(value, path):
    assert isinstance(value, str) and re.fullmatch(r"\d+", value), f"{path}: an id as a string of digits, not {value!r}"


def number(value, path):
    assert isinstance(value, int) and not isinstance(value, bool), f"{path}: an integer, not {value!r}"


def count(value, path):
    number(value, path)
    assert value >= 0, f"{path}: not negative, but {value}"


def flag(value, path):
    assert isinstance(value, bool), f"{path}: true or false, not {value!r}"


def time(value, path):
    assert isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", value), \
        f"{path}: a time like 2019-12-08T03:48:33.901Z, not {value!r}"


def date(value, path):
    assert isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value), \
        f"{path}: a date like 2019-12-08, not {value!r}"


def url(value, path):
    assert isinstance(value, str) and re.fullmatch(r"https?://[^\s/]+(/\S*)?", value), f"{path}: a URL, not {value!r}"


def socket(value, path):
    assert isinstance(value, str) and re.fullmatch(r"wss?://[^\s/]+", value), f"{path}: a ws: URL, not {value!r}"


def html(value, path):
    text(value, path)
    assert value == "" or value.startswith("<p>"), f"{path}: HTML in paragraphs, not {value!r}"


def thing(value, path):
    assert isinstance(value, dict), f"{path}: an object, not {value!r}"


def one_of(*values):
    def kind(value, path):
        assert value in values, f"{path}: one of {values}, not {value!r}"
    return kind


def maybe(kind):
    """The field must be there, but may be null."""
    def nullable(value, path):
        if value is not None:
            fits(value, kind, path)
    return nullable


def many(kind):
    def array(value, path):
        assert isinstance(value, list), f"{path}: an array, not {value!r}"
        for place, element in enumerate(value):
            fits(element, kind, f"{path}[{place}]")
    return array


def fits(value, kind, path):
    """Fails unless the value is of this kind, with the path to the part that is not."""
    if not isinstance(kind, dict):
        kind(value, path)
        return
    assert isinstance(value, dict), f"{path}: an object, not {value!r}"
    missing = [name for name in kind if name not in value]
    assert not missing, f"{path}: without {', '.join(missing)}; has {', '.join(value)}"
    for name, part in kind.items():
        fits(value[name], part, f"{path}.{name}")


def lazily(name):
    """An entity that contains itself."""
    return lambda value, path: fits(value, globals()[name], path)


VISIBILITY = one_of("public", "unlisted", "private", "direct")
EMOJI = {"shortcode": text, "url": url, "static_url": url, "visible_in_picker": flag}
FIELD = {"name": text, "value": text, "verified_at": maybe(time)}
ACCOUNT = {
    "id": ident, "username": text, "acct": text, "url": url, "display_name": text, "note": html, "avatar": url,
    "avatar_static": url, "header": url, "header_static": url, "locked": flag, "fields": many(FIELD),
    "emojis": many(EMOJI), "bot": flag, "group": flag, "discoverable": maybe(flag), "created_at": time,
    "last_status_at": maybe(date), "statuses_count": count, "followers_count": count, "following_count": count}
ROLE = {"id": text, "name": text, "color": text, "permissions": text, "highlighted": flag}
CREDENTIAL_ACCOUNT = {**ACCOUNT, "role": ROLE, "source": {
    "note": text, "fields": many(FIELD), "privacy": VISIBILITY, "sensitive": flag, "language": maybe(text),
    "follow_requests_count": count}}
MUTED_ACCOUNT = {**ACCOUNT, "mute_expires_at": maybe(time)}
MENTION = {"id": ident, "username": text, "url": url, "acct": text}
STATUS_TAG = {"name": text, "url": url}
STATUS = {
    "id": ident, "uri": text, "created_at": time, "account": ACCOUNT, "content": html, "visibility": VISIBILITY,
    "sensitive": flag, "spoiler_text": text, "media_attachments": many(thing), "mentions": many(MENTION),
    "tags": many(STATUS_TAG), "emojis": many(EMOJI), "reblogs_count": count, "favourites_count": count,
    "replies_count": count, "url": maybe(url), "in_reply_to_id": maybe(ident), "in_reply_to_account_id": maybe(ident),
    "reblog": maybe(lazily("STATUS")), "poll": maybe(thing), "card": maybe(thing), "language": maybe(text),
    "edited_at": maybe(time)}
OWN_STATUS = {  # as a signed-in user sees it
    **STATUS, "favourited": flag, "reblogged": flag, "muted": flag, "bookmarked": flag, "filtered": many(thing)}
DELETED_STATUS = {**STATUS, "text": text}
STATUS_EDIT = {"content": html, "spoiler_text": text, "sensitive": flag, "created_at": time, "account": ACCOUNT,
               "media_attachments": many(thing), "emojis": many(EMOJI)}
STATUS_SOURCE = {"id": ident, "text": text, "spoiler_text": text}
CONVERSATION = {"id": ident, "unread": flag, "accounts": many(ACCOUNT), "last_status": OWN_STATUS}
CONTEXT = {"ancestors": many(OWN_STATUS), "descendants": many(OWN_STATUS)}
RELATIONSHIP = {
    "id": ident, "following": flag, "showing_reblogs": flag, "notifying": flag, "languages": maybe(many(text)),
    "followed_by": flag, "blocking": flag, "blocked_by": flag, "muting": flag, "muting_notifications": flag,
    "requested": flag, "requested_by": flag, "domain_blocking": flag, "endorsed": flag, "note": text}
NOTIFICATION = {"id": ident, "created_at": time, "account": ACCOUNT,
                "type": one_of("mention", "reblog", "favourite", "follow", "follow_request", "update")}
STATUS_NOTIFICATION = {**NOTIFICATION, "status": OWN_STATUS}
LIST = {"id": ident, "title": text, "replies_policy": one_of("followed", "list", "none"), "exclusive": flag}
MARKER = {"last_read_id": ident, "version": count, "updated_at": time}
TAG = {"name": text, "url": url, "history": many({"day": text, "uses": text, "accounts": text})}
SEARCH = {"accounts": many(ACCOUNT), "statuses": many(STATUS), "hashtags": many(TAG)}
PREFERENCES = {
    "posting:default:visibility": VISIBILITY, "posting:default:sensitive": flag,
    "posting:default:language": maybe(text), "reading:expand:media": one_of("default", "show_all", "hide_all"),
    "reading:expand:spoilers": flag}
APPLICATION = {"name": text, "website": maybe(text)}
CREDENTIAL_APPLICATION = {**APPLICATION, "id": text, "redirect_uri": text, "client_id": text, "client_secret": text,
                          "vapid_key": text}
TOKEN = {"access_token": text, "token_type": one_of("Bearer"), "scope": text, "created_at": count}
_LIMITS = {
    "statuses": {"max_characters": count, "max_media_attachments": count, "characters_reserved_per_url": count},
    "media_attachments": {"supported_mime_types": many(text), "image_size_limit": count, "image_matrix_limit": count,
                          "video_size_limit": count, "video_frame_rate_limit": count, "video_matrix_limit": count},
    "polls": {"max_options": count, "max_characters_per_option": count, "min_expiration": count,
              "max_expiration": count},
    "accounts": {"max_featured_tags": count}}
RULE = {"id": text, "text": text}
INSTANCE_V1 = {
    "uri": text, "title": text, "short_description": text, "description": text, "email": text, "version": text,
    "urls": {"streaming_api": socket}, "stats": {"user_count": count, "status_count": count, "domain_count": count},
    "thumbnail": maybe(url), "languages": many(text), "registrations": flag, "approval_required": flag,
    "invites_enabled": flag, "configuration": _LIMITS, "contact_account": maybe(ACCOUNT), "rules": many(RULE)}
INSTANCE_V2 = {
    "domain": text, "title": text, "version": text, "source_url": url, "description": text,
    "usage": {"users": {"active_month": count}}, "thumbnail": {"url": url}, "languages": many(text),
    "configuration": {**_LIMITS, "urls": {"streaming": socket}, "translation": {"enabled": flag}},
    "registrations": {"enabled": flag, "approval_required": flag, "message": maybe(text)},
    "contact": {"email": text, "account": maybe(ACCOUNT)}, "rules": many(RULE)}
NODEINFO = {
    "version": one_of("2.0"), "software": {"name": text, "version": text}, "protocols": many(text),
    "services": {"inbound": many(text), "outbound": many(text)}, "openRegistrations": flag,
    "usage": {"users": {"total": count}, "localPosts": count},
    "metadata": {}}
OAUTH_SERVER = {
    "issuer": url, "authorization_endpoint": url, "token_endpoint": url, "revocation_endpoint": url,
    "app_registration_endpoint": url, "scopes_supported": many(text), "response_types_supported": many(text),
    "response_modes_supported": many(text), "grant_types_supported": many(text),
    "token_endpoint_auth_methods_supported": many(text), "code_challenge_methods_supported": many(text),
    "service_documentation": url}
ERROR = {"error": text}
