// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/console_model.h"

#include <algorithm>
#include <utility>

#include "panels/device_words.h"
#include "panels/wire_text.h"
#include "theme/numbers.h"
#include "theme/shown_time.h"

namespace telemetryhub::ui {
namespace {

using engine::Direction;

/// So many go at once, because each time costs the view as much.
constexpr std::size_t kForgottenAtOnce = 2'000;
/// Rows in front of an update that its damaged frames may be in.
constexpr std::size_t kOverlap = 64;

}  // namespace

void ConsoleModel::add(const std::vector<engine::TrafficPiece>& pieces) {
    if (pieces.empty()) return;
    std::deque<ConsoleRow>& target = m_paused ? m_waiting : m_rows;
    // The newest rows may go on, or hold a frame that is found damaged only now.
    const std::size_t overlap = std::min(kOverlap, target.size());
    std::vector<ConsoleRow> rows(target.end() - static_cast<std::ptrdiff_t>(overlap), target.end());
    for (const engine::TrafficPiece& piece : pieces)
        m_cut.add(piece, rows);
    std::move(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(overlap),
              target.end() - static_cast<std::ptrdiff_t>(overlap));
    if (!m_paused && overlap > 0)
        emit dataChanged(index(static_cast<int>(target.size() - overlap), 0),
                         index(static_cast<int>(target.size()) - 1, ColumnCount - 1));
    rows.erase(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(overlap));
    append(thinned(std::move(rows)));
}

/// Evenly; what was sent always stays.
std::vector<ConsoleRow> ConsoleModel::thinned(std::vector<ConsoleRow> rows) {
    m_thinnedBy = (rows.size() + kMaxNewRows - 1) / kMaxNewRows;
    if (m_thinnedBy <= 1) {
        m_thinnedBy = 1;
        return rows;
    }
    std::vector<ConsoleRow> kept;
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (i % m_thinnedBy == 0 || rows[i].direction == Direction::Sent)
            kept.push_back(std::move(rows[i]));
    return kept;
}

void ConsoleModel::append(std::vector<ConsoleRow> rows) {
    if (rows.empty()) return;
    if (m_paused) {
        std::move(rows.begin(), rows.end(), std::back_inserter(m_waiting));
        while (m_waiting.size() > kMaxRows) {
            m_waiting.pop_front();
            ++m_forgotten;
        }
        return;
    }
    const int first = static_cast<int>(m_rows.size());
    beginInsertRows({}, first, first + static_cast<int>(rows.size()) - 1);
    std::move(rows.begin(), rows.end(), std::back_inserter(m_rows));
    endInsertRows();
    forgetOldest();
}

void ConsoleModel::forgetOldest() {
    if (m_rows.size() <= kMaxRows) return;
    const std::size_t count = std::min(m_rows.size(), m_rows.size() - kMaxRows + kForgottenAtOnce);
    beginRemoveRows({}, 0, static_cast<int>(count) - 1);
    m_rows.erase(m_rows.begin(), m_rows.begin() + static_cast<std::ptrdiff_t>(count));
    m_forgotten += count;
    endRemoveRows();
}

void ConsoleModel::clear() {
    beginResetModel();
    m_rows.clear();
    m_waiting.clear();
    m_forgotten = 0;
    m_thinnedBy = 1;
    endResetModel();
}

void ConsoleModel::setForm(ConsoleForm form, std::size_t width) {
    if (form == m_cut.form() && width == m_cut.width()) return;
    beginResetModel();
    m_cut = ConsoleRows(form, width);
    for (std::deque<ConsoleRow>* all : {&m_rows, &m_waiting}) {
        std::vector<ConsoleRow> rows;
        for (const ConsoleRow& row : *all)
            m_cut.recut(row, rows);
        const std::size_t over = rows.size() > kMaxRows ? rows.size() - kMaxRows : 0;
        m_forgotten += over;
        all->assign(std::make_move_iterator(rows.begin() + static_cast<std::ptrdiff_t>(over)),
                    std::make_move_iterator(rows.end()));
    }
    endResetModel();
}

void ConsoleModel::setPaused(bool paused) {
    m_paused = paused;
    if (paused || m_waiting.empty()) return;
    std::vector<ConsoleRow> rows(std::make_move_iterator(m_waiting.begin()),
                                 std::make_move_iterator(m_waiting.end()));
    m_waiting.clear();
    append(std::move(rows));
}

int ConsoleModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ConsoleModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ConsoleModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const ConsoleRow& row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == RowRole) return QVariant::fromValue(&row);
    if (role == Qt::AccessibleTextRole && index.column() == Time)
        return consoleLine(row, m_cut.form());
    if (role == Qt::ToolTipRole && row.damage)
        return tr("A frame that was dropped: %1. Its bytes are counted as discarded in the ledger.")
            .arg(discardReasonWord(*row.damage));
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) return {};
    switch (index.column()) {
        case Time: return clockMillisecondsText(row.time.wallNs);
        case Way: return row.direction == Direction::Sent ? tr("out") : tr("in");
        case Hex: return hexText(row.bytes);
        case Text:
            return m_cut.form() == ConsoleForm::Text ? wireText(row.bytes) : dottedText(row.bytes);
        default: return {};
    }
}

QString consoleLine(const ConsoleRow& row, ConsoleForm form) {
    QStringList parts{clockMillisecondsText(row.time.wallNs), row.direction == Direction::Sent
                                                                  ? ConsoleModel::tr("out")
                                                                  : ConsoleModel::tr("in")};
    if (form != ConsoleForm::Text) parts << hexText(row.bytes);
    if (form != ConsoleForm::Hex)
        parts << (form == ConsoleForm::Text ? wireText(row.bytes) : dottedText(row.bytes));
    if (row.damage) parts << ConsoleModel::tr("(damaged: %1)").arg(discardReasonWord(*row.damage));
    return parts.join(QLatin1Char('\t'));
}

}  // namespace telemetryhub::ui
