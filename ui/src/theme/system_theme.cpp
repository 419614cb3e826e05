// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/system_theme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QFileInfo>

namespace telemetryhub::ui {
namespace {

constexpr QLatin1String kService("org.freedesktop.portal.Desktop");
constexpr QLatin1String kPath("/org/freedesktop/portal/desktop");
constexpr QLatin1String kInterface("org.freedesktop.portal.Settings");
constexpr QLatin1String kAppearance("org.freedesktop.appearance");
constexpr QLatin1String kScheme("color-scheme");
constexpr QLatin1String kContrastWish("contrast");

/// Without one, asking for it would start one.
bool hasSessionBus() {
    return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS") ||
           QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus"));
}

/// The portal wraps a value once or twice.
QVariant unwrapped(QVariant value) {
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

/// Asks the desktop's portal and listens to it.
class Portal : public QObject {
    Q_OBJECT

public:
    explicit Portal(QObject* parent) : QObject(parent) {
        QDBusConnection::sessionBus().connect(kService, kPath, kInterface,
                                              QStringLiteral("SettingChanged"), this,
                                              SLOT(settingChanged(QString, QString, QDBusVariant)));
    }

    void ask(const QString& key) {
        auto call =
            QDBusMessage::createMethodCall(kService, kPath, kInterface, QStringLiteral("Read"));
        call << QString(kAppearance) << key;
        auto* watcher =
            new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, key, watcher] {
            const QDBusPendingReply<QDBusVariant> reply = *watcher;
            watcher->deleteLater();
            if (reply.isValid()) emit heard(key, unwrapped(reply.value().variant()).toUInt());
        });
    }

signals:
    void heard(const QString& key, uint value);

private slots:
    void settingChanged(const QString& space, const QString& key, const QDBusVariant& value) {
        if (space == kAppearance) emit heard(key, unwrapped(value.variant()).toUInt());
    }
};

}  // namespace

SystemTheme::SystemTheme(QObject* parent) : QObject(parent), m_palette(systemThemeKind()) {
    if (!hasSessionBus() || !QDBusConnection::sessionBus().isConnected()) return;
    auto* portal = new Portal(this);
    connect(portal, &Portal::heard, this, &SystemTheme::take);
    portal->ask(kScheme);
    portal->ask(kContrastWish);
}

ThemeKind SystemTheme::kind() const {
    if (m_contrast == 1) return ThemeKind::Contrast;
    if (m_scheme == 1) return ThemeKind::Dark;
    if (m_scheme == 2) return ThemeKind::Light;
    return m_palette;
}

void SystemTheme::take(const QString& key, uint value) {
    const ThemeKind before = kind();
    if (key == kScheme) m_scheme = value;
    if (key == kContrastWish) m_contrast = value;
    if (kind() != before) emit changed();
}

}  // namespace telemetryhub::ui

#include "system_theme.moc"
