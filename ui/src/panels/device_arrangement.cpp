// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/device_arrangement.h"

#include <algorithm>
#include <climits>
#include <utility>

#include <QSettings>

namespace telemetryhub::ui {
namespace {

/// So that a list of devices that come and go for years stays small.
constexpr qsizetype kMostRemembered = 5'000;

}  // namespace

DeviceArrangement::Place DeviceArrangement::placeOf(const QString& device) const {
    if (!m_known.contains(device)) return {};
    for (std::size_t group = 0; group < m_groups.size(); ++group) {
        const auto at = m_groups[group].devices.indexOf(device);
        if (at >= 0) return {static_cast<int>(group), static_cast<int>(at)};
    }
    return {};
}

int DeviceArrangement::groupNamed(const QString& name) const {
    for (std::size_t group = 1; group < m_groups.size(); ++group)
        if (m_groups[group].name == name) return static_cast<int>(group);
    return -1;
}

void DeviceArrangement::take(const QStringList& devices) {
    for (const QString& device : devices) {
        if (m_known.contains(device)) continue;
        m_known.insert(device);
        m_groups[0].devices << device;
        ++m_version;
    }
}

void DeviceArrangement::move(const QString& device, int group, int place) {
    if (group < 0 || group >= static_cast<int>(m_groups.size())) return;
    const Place from = placeOf(device);
    if (from.group >= 0) {
        at(from.group).devices.removeAt(from.at);
        if (from.group == group && from.at < place) --place;
    }
    m_known.insert(device);
    QStringList& devices = at(group).devices;
    devices.insert(std::clamp<qsizetype>(place, 0, devices.size()), device);
    ++m_version;
}

bool DeviceArrangement::step(const QString& device, int by, const QSet<QString>& present) {
    const Place from = placeOf(device);
    if (from.group < 0) return false;
    const QStringList& devices = at(from.group).devices;
    for (int to = from.at + by; to >= 0 && to < devices.size(); to += by) {
        if (!present.contains(devices[to])) continue;
        move(device, from.group, by < 0 ? to : to + 1);
        return true;
    }
    const int group = from.group + by;
    if (group < 0 || group >= static_cast<int>(m_groups.size())) return false;
    move(device, group, by < 0 ? static_cast<int>(at(group).devices.size()) : 0);
    return true;
}

int DeviceArrangement::addGroup(const QString& wish) {
    QString name = wish;
    for (int number = 2; groupNamed(name) > 0; ++number)
        name = QStringLiteral("%1 %2").arg(wish).arg(number);
    m_groups.push_back({name, {}, false});
    ++m_version;
    return static_cast<int>(m_groups.size()) - 1;
}

bool DeviceArrangement::renameGroup(int group, const QString& name) {
    const QString plain = name.simplified();
    if (!isGroup(group) || plain.isEmpty() || groupNamed(plain) > 0) return false;
    at(group).name = plain;
    ++m_version;
    return true;
}

void DeviceArrangement::removeGroup(int group) {
    if (!isGroup(group)) return;
    m_groups[0].devices << at(group).devices;
    m_groups.erase(m_groups.begin() + group);
    ++m_version;
}

bool DeviceArrangement::moveGroup(int group, int by) {
    if (!isGroup(group) || !isGroup(group + by)) return false;
    std::swap(at(group), at(group + by));
    ++m_version;
    return true;
}

void DeviceArrangement::setFolded(int group, bool folded) {
    if (isGroup(group)) at(group).folded = folded;
}

void DeviceArrangement::save(QSettings& settings) const {
    settings.beginWriteArray(QStringLiteral("groups"), static_cast<int>(m_groups.size()));
    for (std::size_t group = 0; group < m_groups.size(); ++group) {
        settings.setArrayIndex(static_cast<int>(group));
        settings.setValue(QStringLiteral("name"), m_groups[group].name);
        settings.setValue(QStringLiteral("folded"), m_groups[group].folded);
        QStringList devices = m_groups[group].devices;
        if (devices.size() > kMostRemembered) devices = devices.last(kMostRemembered);
        settings.setValue(QStringLiteral("devices"), devices);
    }
    settings.endArray();
}

void DeviceArrangement::restore(QSettings& settings) {
    DeviceArrangement read;
    const int count = settings.beginReadArray(QStringLiteral("groups"));
    for (int group = 0; group < count; ++group) {
        settings.setArrayIndex(group);
        const QString name = settings.value(QStringLiteral("name")).toString();
        const int into = group == 0 ? 0 : read.addGroup(name);
        read.at(into).folded = settings.value(QStringLiteral("folded")).toBool();
        // A file that somebody edited may name a device twice: the first place counts.
        for (const QString& device : settings.value(QStringLiteral("devices")).toStringList())
            if (!read.m_known.contains(device)) read.move(device, into, INT_MAX);
    }
    settings.endArray();
    read.m_version = m_version + 1;
    *this = read;
}

}  // namespace telemetryhub::ui
