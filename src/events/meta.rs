//! Events of Meta: pages, Messenger, WhatsApp and Instagram.
