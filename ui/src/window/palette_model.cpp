// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/palette_model.h"

#include <algorithm>
#include <utility>

#include <QPainter>

#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

constexpr int kPaletteRow = 28;
constexpr int kPaletteMargin = 12;
constexpr int kPaletteIcon = 16;

/// Where `word` stands in `text`: 3 at its beginning, 2 at that of a word, 1 inside, 0 nowhere.
int placeOf(const QString& word, const QString& text) {
    qsizetype at = text.indexOf(word, 0, Qt::CaseInsensitive);
    if (at < 0) return 0;
    if (at == 0) return 3;
    for (; at > 0; at = text.indexOf(word, at + 1, Qt::CaseInsensitive))
        if (!text[at - 1].isLetterOrNumber()) return 2;
    return 1;
}

}  // namespace

int paletteScore(const PaletteEntry& entry, const QString& typed) {
    int score = 1;
    const QStringList words = typed.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString& word : words) {
        const int inText = placeOf(word, entry.text);
        const int inDetail = inText > 0 ? 0 : placeOf(word, entry.detail);
        if (inText == 0 && inDetail == 0) return 0;
        score += inText * 10 + inDetail;
    }
    return score;
}

void PaletteModel::setEntries(std::vector<PaletteEntry> entries) {
    beginResetModel();
    m_entries = std::move(entries);
    m_shown.clear();
    endResetModel();
}

void PaletteModel::search(const QString& typed) {
    std::vector<std::pair<int, std::size_t>> found;
    for (std::size_t i = 0; i < m_entries.size(); ++i)
        if (const int score = paletteScore(m_entries[i], typed); score > 0)
            found.emplace_back(-score, i);
    std::sort(found.begin(), found.end());
    if (found.size() > kMostShown) found.resize(kMostShown);
    beginResetModel();
    m_shown.clear();
    for (const auto& [score, index] : found)
        m_shown.push_back(index);
    endResetModel();
}

const PaletteEntry& PaletteModel::entry(int row) const {
    return m_entries[m_shown[static_cast<std::size_t>(row)]];
}

int PaletteModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant PaletteModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const PaletteEntry& shown = entry(index.row());
    switch (role) {
        case Qt::DisplayRole: return shown.text;
        case Qt::DecorationRole: return shown.icon;
        case Qt::AccessibleTextRole:
            return shown.keys.isEmpty()
                       ? tr("%1, %2").arg(shown.text, shown.detail)
                       : tr("%1, %2, %3").arg(shown.text, shown.detail, shown.keys);
        case DetailRole: return shown.detail;
        case KeysRole: return shown.keys;
        default: return {};
    }
}

PaletteDelegate::PaletteDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent), m_theme(theme) {}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {kPaletteRow, std::max(kPaletteRow, QFontMetrics(m_theme.bodyFont()).height() + 10)};
}

void PaletteDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const {
    const ThemeColors& c = m_theme.colors();
    const bool selected = option.state & QStyle::State_Selected;
    painter->save();
    if (selected) painter->fillRect(option.rect, c.selection);
    QRect room = option.rect.adjusted(kPaletteMargin, 0, -kPaletteMargin, 0);
    const QRect iconRect(room.left(), room.center().y() - kPaletteIcon / 2 + 1, kPaletteIcon,
                         kPaletteIcon);
    index.data(Qt::DecorationRole).value<QIcon>().paint(painter, iconRect);
    room.setLeft(room.left() + kPaletteIcon + 8);

    const QString keys = index.data(PaletteModel::KeysRole).toString();
    painter->setFont(m_theme.smallFont());
    painter->setPen(selected ? c.selectionText : c.muted);
    painter->drawText(room, Qt::AlignRight | Qt::AlignVCenter, keys);
    if (!keys.isEmpty())
        room.setRight(room.right() - painter->fontMetrics().horizontalAdvance(keys) - 16);

    painter->setFont(m_theme.bodyFont());
    painter->setPen(selected ? c.selectionText : c.text);
    const QString text = painter->fontMetrics().elidedText(index.data(Qt::DisplayRole).toString(),
                                                           Qt::ElideRight, room.width());
    painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter, text);
    room.setLeft(room.left() + painter->fontMetrics().horizontalAdvance(text) + 12);

    painter->setFont(m_theme.smallFont());
    painter->setPen(selected ? c.selectionText : c.muted);
    painter->drawText(
        room, Qt::AlignLeft | Qt::AlignVCenter,
        painter->fontMetrics().elidedText(index.data(PaletteModel::DetailRole).toString(),
                                          Qt::ElideRight, room.width()));
    painter->restore();
}

}  // namespace telemetryhub::ui
