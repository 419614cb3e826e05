// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/value_choice.h"

#include <limits>

#include <QSettings>

namespace telemetryhub::ui {

QString ValueChoice::keyOf(const QString& device, const QString& channel) {
    // A device's name holds no slash, see the connect dialog.
    return device + QLatin1Char('/') + channel;
}

void ValueChoice::setHidden(const QString& key, bool hidden) {
    if (hidden)
        m_hidden.insert(key);
    else
        m_hidden.remove(key);
    ++m_version;
}

bool ValueChoice::setBig(const QString& key, bool big) {
    if (!big) {
        m_big.removeAll(key);
    } else if (!m_big.contains(key)) {
        if (m_big.size() >= kMostBig) return false;
        m_big << key;
    }
    ++m_version;
    return true;
}

qsizetype ValueChoice::placeOf(const QString& key) const {
    return m_places.value(key, std::numeric_limits<qsizetype>::max());
}

void ValueChoice::setOrder(const QStringList& keys) {
    m_order = keys;
    m_places.clear();
    for (qsizetype i = 0; i < keys.size(); ++i)
        m_places.insert(keys[i], i);
    ++m_version;
}

void ValueChoice::save(QSettings& settings) const {
    settings.setValue(QStringLiteral("hidden"), QStringList(m_hidden.values()));
    settings.setValue(QStringLiteral("order"), m_order);
    settings.setValue(QStringLiteral("big"), m_big);
}

void ValueChoice::restore(QSettings& settings) {
    const QStringList hidden = settings.value(QStringLiteral("hidden")).toStringList();
    m_hidden = QSet<QString>(hidden.begin(), hidden.end());
    m_big = settings.value(QStringLiteral("big")).toStringList().mid(0, kMostBig);
    setOrder(settings.value(QStringLiteral("order")).toStringList());
}

}  // namespace telemetryhub::ui
