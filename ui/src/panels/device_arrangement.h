// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include <QSet>
#include <QString>
#include <QStringList>

class QSettings;

namespace telemetryhub::ui {

/// In which groups and in which order devices stand, by their ids: also of devices that are away,
/// so that they come back to their place.
///
/// Threads: main.
class DeviceArrangement {
public:
    /// Devices under one heading. The first one has no name and no heading: devices in no group.
    struct Group {
        QString name;
        QStringList devices;
        bool folded = false;

        friend bool operator==(const Group&, const Group&) = default;
    };
    /// Where a device stands: the index of its group, 0 for none, and its place in that.
    struct Place {
        int group = -1;
        int at = -1;
    };

    DeviceArrangement() : m_groups(1) {}

    [[nodiscard]] const std::vector<Group>& groups() const { return m_groups; }
    [[nodiscard]] Place placeOf(const QString& device) const;
    [[nodiscard]] int groupNamed(const QString& name) const;  ///< -1: none
    /// Rises with every change.
    [[nodiscard]] std::uint64_t version() const { return m_version; }

    /// Devices that have no place yet come last, in no group.
    void take(const QStringList& devices);
    /// Moves a device before the one that stands `at` there; past the end: to the end.
    void move(const QString& device, int group, int at);
    /// Moves a device up (-1) or down (1) over those of `present`, also into the group beside its
    /// own. False when it stands at the edge.
    bool step(const QString& device, int by, const QSet<QString>& present);
    /// Adds a group at the end, under a free name made of `wish`; its index.
    int addGroup(const QString& wish);
    /// False for an empty or taken name.
    bool renameGroup(int group, const QString& name);
    /// Its devices are in no group from now on.
    void removeGroup(int group);
    bool moveGroup(int group, int by);
    void setFolded(int group, bool folded);

    void save(QSettings& settings) const;
    void restore(QSettings& settings);

private:
    [[nodiscard]] bool isGroup(int group) const {
        return group > 0 && group < static_cast<int>(m_groups.size());
    }
    Group& at(int group) { return m_groups[static_cast<std::size_t>(group)]; }

    std::vector<Group> m_groups;
    QSet<QString> m_known;
    std::uint64_t m_version = 1;
};

}  // namespace telemetryhub::ui
