// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

#include <QAbstractTableModel>
#include <QFont>

#include "console/console_rows.h"

namespace telemetryhub::ui {

/// What went over the wire of one device, oldest first, bounded.
///
/// More rows than a person can read are thinned evenly; while it is paused they wait.
///
/// Threads: main.
class ConsoleModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Time, Way, Hex, Text, ColumnCount };
    /// `const ConsoleRow*`, valid until the model changes.
    enum Role { RowRole = Qt::UserRole };

    static constexpr std::size_t kMaxRows = 100'000;
    /// New rows of one update; more are thinned.
    static constexpr std::size_t kMaxNewRows = 500;

    using QAbstractTableModel::QAbstractTableModel;

    void add(const std::vector<engine::TrafficPiece>& pieces);
    void clear();
    /// Cuts everything anew.
    void setForm(ConsoleForm form, std::size_t width);
    void setPaused(bool paused);

    [[nodiscard]] const ConsoleRow& row(int row) const {
        return m_rows[static_cast<std::size_t>(row)];
    }
    [[nodiscard]] ConsoleForm form() const { return m_cut.form(); }
    [[nodiscard]] std::size_t width() const { return m_cut.width(); }
    [[nodiscard]] bool isPaused() const { return m_paused; }
    /// Rows that came while it was paused.
    [[nodiscard]] std::size_t waitingCount() const { return m_waiting.size(); }
    /// One of so many rows of the last update was taken; 1: all.
    [[nodiscard]] std::size_t thinnedBy() const { return m_thinnedBy; }
    /// Rows that are not kept any more.
    [[nodiscard]] std::uint64_t forgottenCount() const { return m_forgotten; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    void append(std::vector<ConsoleRow> rows);
    void forgetOldest();
    [[nodiscard]] std::vector<ConsoleRow> thinned(std::vector<ConsoleRow> rows);

    ConsoleRows m_cut;
    std::deque<ConsoleRow> m_rows;
    std::deque<ConsoleRow> m_waiting;
    std::uint64_t m_forgotten = 0;
    std::size_t m_thinnedBy = 1;
    bool m_paused = false;
};

/// `12:11:50.123  in  text`, for the clipboard and files.
[[nodiscard]] QString consoleLine(const ConsoleRow& row, ConsoleForm form);

}  // namespace telemetryhub::ui

Q_DECLARE_METATYPE(const telemetryhub::ui::ConsoleRow*)
