"""A window of WebKitGTK for its WebDriver. Unlike WebKit's own MiniBrowser it keeps what pages store, so that a test may kill it and
look whether work has survived, and it says on stderr what goes wrong in a page. WEBKIT_WINDOW_FOLDER: where everything is kept."""
import os

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402

folder = os.environ["WEBKIT_WINDOW_FOLDER"]
data = WebKit2.WebsiteDataManager(base_data_directory=f"{folder}/data", base_cache_directory=f"{folder}/cache")
cookies = data.get_cookie_manager()
cookies.set_persistent_storage(f"{folder}/cookies", WebKit2.CookiePersistentStorage.SQLITE)
context = WebKit2.WebContext(website_data_manager=data)
context.set_automation_allowed(True)
settings = WebKit2.Settings(enable_write_console_messages_to_stdout=True, enable_webgl=True, enable_2d_canvas_acceleration=False)


def create_view(session):
    view = WebKit2.WebView(web_context=context, is_controlled_by_automation=True, settings=settings)
    window = Gtk.Window(default_width=1280, default_height=720, decorated=False)
    window.add(view)
    window.show_all()
    view.connect("close", lambda _: window.destroy())
    view.grab_focus()
    return view


def start(_, session):
    info = WebKit2.ApplicationInfo()
    info.set_name("webkit_window")
    session.set_application_info(info)
    session.connect("create-web-view", create_view)


context.connect("automation-started", start)
Gtk.main()
