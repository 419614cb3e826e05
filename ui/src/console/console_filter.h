// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

#include "console/console_model.h"

namespace telemetryhub::ui {

/// Which directions are shown.
enum class ConsoleWays { Both, Received, Sent };

/// The rows of a direction and, when it is asked for, only those that hold what is looked for.
///
/// Threads: main.
class ConsoleFilter final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setWays(ConsoleWays ways) {
        m_ways = ways;
        invalidateFilter();
    }
    void setNeedle(const ConsoleNeedle& needle) {
        m_needle = needle;
        invalidateFilter();
    }
    [[nodiscard]] ConsoleWays ways() const { return m_ways; }
    [[nodiscard]] bool isOff() const { return m_ways == ConsoleWays::Both && m_needle.isEmpty(); }
    [[nodiscard]] const ConsoleRow& rowAt(int row) const {
        return *index(row, 0).data(ConsoleModel::RowRole).value<const ConsoleRow*>();
    }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    ConsoleWays m_ways = ConsoleWays::Both;
    ConsoleNeedle m_needle;
};

}  // namespace telemetryhub::ui
