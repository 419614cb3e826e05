// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QAbstractTableModel>
#include <QFont>
#include <QString>

#include "telemetryhub/engine/hub/snapshot.h"

namespace telemetryhub::ui {

/// The ledger as a table: a row a device, then their sum. Counts are whole and exact.
///
/// Threads: main.
class LedgerModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        Device,
        LostBefore,
        BytesRead,
        Decoded,
        Discarded,
        Pending,
        Samples,
        Processed,
        Dropped,
        Queued,
        Closed,
        ColumnCount
    };
    /// Whether the row closes, whether it is the sum, and whether the cell counts a loss.
    enum Role { ClosedRole = Qt::UserRole, SumRole, LossRole };

    using QAbstractTableModel::QAbstractTableModel;

    void display(const engine::Snapshot& snapshot);
    [[nodiscard]] bool allClosed() const;
    void setHeaderFont(const QFont& font);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    struct Row {
        QString name;
        engine::Ledger ledger;
    };

    [[nodiscard]] static QString cellText(const Row& row, int column);
    [[nodiscard]] static QString toolTip(const Row& row, int column);
    [[nodiscard]] static QString spoken(const Row& row);

    std::vector<Row> m_rows;
    QFont m_headerFont;
};

/// `414 wrong checksum, 13 frame too long`; empty when nothing was discarded.
[[nodiscard]] QString discardedText(const engine::DiscardCounts& counts);
/// What was lost or discarded and what it means, for below the table; empty when nothing was.
[[nodiscard]] QString ledgerSentence(const engine::Snapshot& snapshot);

}  // namespace telemetryhub::ui
