// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/ledger_model.h"

#include <algorithm>

#include "panels/device_words.h"
#include "theme/numbers.h"

namespace telemetryhub::ui {
namespace {

bool sameCounts(const engine::Ledger& a, const engine::Ledger& b) {
    return a.line == b.line && a.bytesRead == b.bytesRead && a.bytesDecoded == b.bytesDecoded &&
           a.bytesDiscarded == b.bytesDiscarded && a.bytesPending == b.bytesPending &&
           a.samplesIn == b.samplesIn && a.samplesProcessed == b.samplesProcessed &&
           a.samplesDropped == b.samplesDropped && a.samplesQueued == b.samplesQueued;
}

QString droppedText(const engine::DropCounts& counts) {
    QStringList parts;
    for (std::size_t i = 0; i < engine::kDropReasons; ++i) {
        const auto reason = static_cast<engine::DropReason>(i);
        if (counts[reason] > 0)
            parts << LedgerModel::tr("%1: %2").arg(countText(counts[reason]),
                                                   dropReasonWord(reason));
    }
    return parts.join(QStringLiteral(", "));
}

QString lostBeforeText(const engine::LineCounts& line) {
    QStringList parts;
    for (std::size_t i = 0; i < engine::kLineLosses; ++i) {
        const auto loss = static_cast<engine::LineLoss>(i);
        if (line.lost[loss] > 0)
            parts << LedgerModel::tr("%1: %2").arg(countText(line.lost[loss]), lineLossWord(loss));
    }
    if (line.breaks > 0) parts << LedgerModel::tr("%1 breaks").arg(countText(line.breaks));
    return parts.join(QStringLiteral(", "));
}

/// The first line of the account, as far as the port tells it.
QString lineText(const engine::Ledger& ledger) {
    const auto onTheWire = ledger.bytesOnTheWire();
    if (!onTheWire) return LedgerModel::tr("Not told by this port: what was lost on its line");
    const QString equation = LedgerModel::tr("On the wire %1 = read %2 + lost before %3")
                                 .arg(countText(*onTheWire), countText(ledger.bytesRead),
                                      countText(ledger.line->lost.total()));
    const QString reasons = lostBeforeText(*ledger.line);
    return reasons.isEmpty() ? equation : equation + QStringLiteral(" (") + reasons + u')';
}

}  // namespace

QString discardedText(const engine::DiscardCounts& counts) {
    QStringList parts;
    for (std::size_t i = 0; i < engine::kDiscardReasons; ++i) {
        const auto reason = static_cast<engine::DiscardReason>(i);
        if (counts[reason] > 0)
            parts << LedgerModel::tr("%1: %2").arg(countText(counts[reason]),
                                                   discardReasonWord(reason));
    }
    return parts.join(QStringLiteral(", "));
}

QString ledgerSentence(const engine::Snapshot& snapshot) {
    QStringList sentences;
    for (const auto& device : snapshot.devices) {
        if (!device.ledger.closes())
            sentences << LedgerModel::tr(
                             "The account of %1 does not close. Please report it "
                             "with this table.")
                             .arg(deviceName(device));
        const auto& dropped = device.ledger.samplesDropped;
        if (dropped.total() > 0)
            sentences << LedgerModel::tr("%1 samples of %2 were lost (%3).")
                             .arg(countText(dropped.total()), deviceName(device),
                                  droppedText(dropped));
    }
    for (const auto& device : snapshot.devices)
        if (device.ledger.line && device.ledger.line->lost.total() > 0)
            sentences << LedgerModel::tr("%1 B of %2 were lost on the line (%3).")
                             .arg(countText(device.ledger.line->lost.total()), deviceName(device),
                                  lostBeforeText(*device.ledger.line));
    for (const auto& device : snapshot.devices) {
        const auto& discarded = device.ledger.bytesDiscarded;
        if (discarded.total() > 0)
            sentences << LedgerModel::tr("%1 B of %2 were discarded (%3).")
                             .arg(countText(discarded.total()), deviceName(device),
                                  discardedText(discarded));
    }
    // The table has them all; losses come before discards.
    constexpr qsizetype kMost = 3;
    if (sentences.size() > kMost) {
        const auto more = sentences.size() - kMost;
        sentences = sentences.mid(0, kMost);
        sentences << LedgerModel::tr("%1 more: see the table.").arg(more);
    }
    return sentences.join(QLatin1Char(' '));
}

void LedgerModel::display(const engine::Snapshot& snapshot) {
    std::vector<Row> rows;
    rows.reserve(snapshot.devices.size() + 2);
    for (const auto& device : snapshot.devices)
        rows.push_back({deviceName(device), device.ledger});
    if (snapshot.removed.bytesRead > 0 || snapshot.removed.samplesIn > 0)
        rows.push_back({tr("Removed devices"), snapshot.removed});
    rows.push_back({tr("All devices"), snapshot.total()});

    if (rows.size() != m_rows.size()) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (m_rows[i].name == rows[i].name && sameCounts(m_rows[i].ledger, rows[i].ledger))
            continue;
        m_rows[i] = std::move(rows[i]);
        const int at = static_cast<int>(i);
        emit dataChanged(index(at, 0), index(at, ColumnCount - 1));
    }
}

bool LedgerModel::allClosed() const {
    return std::all_of(m_rows.begin(), m_rows.end(),
                       [](const Row& row) { return row.ledger.closes(); });
}

void LedgerModel::setHeaderFont(const QFont& font) {
    m_headerFont = font;
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

int LedgerModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int LedgerModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LedgerModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    const bool lineLost = row.ledger.line && row.ledger.line->lost.total() > 0;
    const bool loss = (column == Dropped && row.ledger.samplesDropped.total() > 0) ||
                      (column == LostBefore && lineLost);
    switch (role) {
        case Qt::DisplayRole: return cellText(row, column);
        case Qt::ToolTipRole: return toolTip(row, column);
        case Qt::AccessibleTextRole: return column == Device ? spoken(row) : cellText(row, column);
        case Qt::TextAlignmentRole:
            return QVariant::fromValue(Qt::Alignment(
                (column == Device ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
        case ClosedRole: return row.ledger.closes();
        case SumRole: return index.row() == rowCount() - 1;
        case LossRole: return loss;
        default: return {};
    }
}

QString LedgerModel::cellText(const Row& row, int column) {
    const engine::Ledger& l = row.ledger;
    switch (column) {
        case Device: return row.name;
        case LostBefore: return l.line ? countText(l.line->lost.total()) : absentText();
        case BytesRead: return countText(l.bytesRead);
        case Decoded: return countText(l.bytesDecoded);
        case Discarded: return countText(l.bytesDiscarded.total());
        case Pending: return countText(l.bytesPending);
        case Samples: return countText(l.samplesIn);
        case Processed: return countText(l.samplesProcessed);
        case Dropped: return countText(l.samplesDropped.total());
        case Queued: return countText(l.samplesQueued);
        default: return l.closes() ? tr("closed") : tr("open");
    }
}

QString LedgerModel::toolTip(const Row& row, int column) {
    switch (column) {
        case LostBefore: return lineText(row.ledger);
        case BytesRead: return tr("Bytes read from the device");
        case Decoded: return tr("Bytes that became samples, text lines or titles");
        case Discarded: {
            const QString reasons = discardedText(row.ledger.bytesDiscarded);
            return reasons.isEmpty() ? tr("Bytes that no format could use: none") : reasons;
        }
        case Pending: return tr("Bytes of a frame that is not complete yet");
        case Samples: return tr("Samples that were decoded");
        case Processed: return tr("Samples in charts, values and recordings");
        case Dropped: {
            const QString reasons = droppedText(row.ledger.samplesDropped);
            return reasons.isEmpty() ? tr("Samples that the queue lost: none") : reasons;
        }
        case Queued: return tr("Samples on their way through the queue");
        default: return spoken(row);
    }
}

QString LedgerModel::spoken(const Row& row) {
    const engine::Ledger& l = row.ledger;
    return tr("%1: %2 bytes read, %3 discarded; %4 samples, %5 dropped; %6")
        .arg(row.name, countText(l.bytesRead), countText(l.bytesDiscarded.total()),
             countText(l.samplesIn), countText(l.samplesDropped.total()), cellText(row, Closed));
}

QVariant LedgerModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment((section == Device ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
    if (role == Qt::FontRole) return m_headerFont;
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case Device: return tr("Device");
        case LostBefore: return tr("Lost before");
        case BytesRead: return tr("Bytes read =");
        case Decoded: return tr("decoded +");
        case Discarded: return tr("discarded +");
        case Pending: return tr("pending");
        case Samples: return tr("Samples =");
        case Processed: return tr("processed +");
        case Dropped: return tr("dropped +");
        case Queued: return tr("queued");
        default: return QString();
    }
}

}  // namespace telemetryhub::ui
