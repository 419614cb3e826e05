// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include <QHash>
#include <QSet>
#include <QString>
#include <QStringList>

class QSettings;

namespace telemetryhub::ui {

/// Which channels the values panel shows, in which order, and which of them on the big screen; by
/// the names of device and channel, so that they come back.
///
/// Threads: main.
class ValueChoice {
public:
    static constexpr qsizetype kMostBig = 12;

    /// The name of a channel among those of all devices.
    [[nodiscard]] static QString keyOf(const QString& device, const QString& channel);

    [[nodiscard]] bool isHidden(const QString& key) const { return m_hidden.contains(key); }
    void setHidden(const QString& key, bool hidden);
    [[nodiscard]] bool isBig(const QString& key) const { return m_big.contains(key); }
    [[nodiscard]] const QStringList& big() const { return m_big; }
    /// False when the big screen is full.
    bool setBig(const QString& key, bool big);
    /// Its place among those that were moved by hand; those that were not come behind.
    [[nodiscard]] qsizetype placeOf(const QString& key) const;
    /// Makes this the order.
    void setOrder(const QStringList& keys);
    /// Rises with every change.
    [[nodiscard]] std::uint64_t version() const { return m_version; }

    void save(QSettings& settings) const;
    void restore(QSettings& settings);

private:
    QSet<QString> m_hidden;
    QStringList m_big;
    QStringList m_order;
    QHash<QString, qsizetype> m_places;
    std::uint64_t m_version = 1;
};

}  // namespace telemetryhub::ui
