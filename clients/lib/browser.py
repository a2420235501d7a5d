"""A person's browser without scripts: keeps cookies, follows redirects, fills in forms, reads what is shown."""
import http.cookiejar
import sys
import urllib.error
import urllib.parse
import urllib.request
from html.parser import HTMLParser

_DENYING = ("deny", "cancel", "reject", "refuse", "decline", "sign out", "log out")


class Page:
    """One page as shown: its address, text, forms, and the authorization code if there is one to be read."""

    def __init__(self, url, status, html):
        self.url, self.status, self.html = url, status, html
        reader = _Reader()
        reader.feed(html)
        self.forms, self.text = reader.forms, " ".join("".join(reader.text).split())
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(url).query)
        self.query = {name: values[-1] for name, values in query.items()}
        self.code = reader.code

    def sign_in_form(self):
        return next((f for f in self.forms if any(i["type"] == "password" for i in f.inputs)), None)

    def consent_form(self):
        return next((f for f in self.forms if f.button(denying=False) is not None), None)


class Form:
    def __init__(self, action, method):
        self.action, self.method = action, method.upper()
        self.inputs, self.buttons = [], []

    def button(self, denying):
        return next((b for b in self.buttons if _denies(b) == denying), None)

    def values(self, email=None, password=None):
        """The values that the form would send, with the e-mail address and the password typed in."""
        values = {}
        for field in self.inputs:
            if not field["name"] or (field["type"] in ("checkbox", "radio") and not field["checked"]):
                continue
            values[field["name"]] = field["value"]
            if field["type"] == "password" and password is not None:
                values[field["name"]] = password
            if field["type"] in ("email", "text") and email is not None:
                values[field["name"]] = email
        return values


class Browser:
    def __init__(self, base_url):
        self._base_url = base_url
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()),
            _RedirectsWithin(base_url))

    def get(self, url):
        return self._open(urllib.request.Request(url))

    def submit(self, page, form, values, button=None):
        if button is not None and button["name"]:
            values = {**values, button["name"]: button["value"]}
        action = urllib.parse.urljoin(page.url, form.action or page.url)
        data = urllib.parse.urlencode(values)
        if form.method == "GET":
            return self.get(action.split("?", 1)[0] + "?" + data)
        return self._open(urllib.request.Request(action, data=data.encode()))

    def _open(self, request):
        try:
            with self._opener.open(request, timeout=10) as response:
                return Page(response.geturl(), response.status, response.read().decode("utf-8"))
        except _Left as left:
            return Page(left.url, 302, "")
        except urllib.error.HTTPError as error:
            return Page(error.geturl(), error.code, error.read().decode("utf-8", "replace"))


def authorize(base_url, address, email, password, allow=True):
    """Opens an app's sign-in address, signs in and decides as a person would. Returns the last page: it has the
    `code` to be pasted, or, for an app with a web address of its own, the `query` that it was sent back with."""
    browser = Browser(base_url)
    page = browser.get(address)
    signed_in = False
    for _ in range(5):
        if page.code or not page.url.startswith(base_url):
            return page
        form = page.sign_in_form()
        if form is not None:
            assert not signed_in, f"signing in did not lead on: {page.text}"
            signed_in = True
            button = form.button(denying=not allow) or form.button(denying=False)
            page = browser.submit(page, form, form.values(email, password), button)
            continue
        form = next((f for f in page.forms if f.button(denying=not allow) is not None), None)
        if form is None:
            return page
        page = browser.submit(page, form, form.values(), form.button(denying=not allow))
    raise AssertionError(f"five pages and no code: {page.text}")


def _denies(button):
    words = " ".join([button["name"], button["value"], button["text"]]).lower()
    return any(word in words for word in _DENYING)


class _Left(Exception):
    """The server sent the browser to another site: the app's own address."""

    def __init__(self, url):
        super().__init__(url)
        self.url = url


class _RedirectsWithin(urllib.request.HTTPRedirectHandler):
    def __init__(self, base_url):
        self._base_url = base_url

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        if not newurl.startswith(self._base_url):
            raise _Left(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.forms, self.text, self.code = [], [], None
        self._form = self._button = self._code_tag = None
        self._silent = False

    def handle_starttag(self, tag, attributes):
        a = {name: value or "" for name, value in attributes}
        named_code = "code" in " ".join([a.get("id", ""), a.get("class", ""), a.get("name", "")]).lower()
        if tag == "form":
            self._form = Form(a.get("action", ""), a.get("method", "get"))
            self.forms.append(self._form)
        elif tag in ("input", "button"):
            self._field(tag, a)
            if tag == "input" and named_code and a.get("type", "text") == "text" and a.get("value"):
                self.code = a["value"]
        elif tag in ("script", "style"):
            self._silent = True
        elif self.code is None and (tag == "code" or named_code):
            self._code_tag = tag
        if tag in ("p", "div", "br", "li", "h1", "h2", "label"):
            self.text.append(" ")

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "button":
            self._button = None
        elif tag in ("script", "style"):
            self._silent = False
        if tag == self._code_tag:
            self._code_tag = None

    def handle_data(self, data):
        if self._silent:
            return
        self.text.append(data)
        if self._button is not None:
            self._button["text"] += data
        if self._code_tag and len(data.strip()) >= 16 and " " not in data.strip():
            self.code = data.strip()

    def _field(self, tag, a):
        if self._form is None:
            return
        kind = a.get("type", "submit" if tag == "button" else "text").lower()
        field = {"name": a.get("name", ""), "type": kind, "value": a.get("value", ""), "checked": "checked" in a,
                 "text": ""}
        if kind in ("submit", "image"):
            self._form.buttons.append(field)
            self._button = field if tag == "button" else None
        else:
            self._form.inputs.append(field)


if __name__ == "__main__":  # for the suites that are not Python: BASE_URL ADDRESS EMAIL PASSWORD, prints the code
    print(authorize(*sys.argv[1:5]).code or sys.exit("no code was shown"))
