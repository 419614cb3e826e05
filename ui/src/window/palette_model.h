// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QAbstractListModel>
#include <QStyledItemDelegate>

#include "window/command_palette.h"

namespace telemetryhub::ui {

/// The entries of the palette that fit what was typed, the best first.
///
/// Threads: main.
class PaletteModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { DetailRole = Qt::UserRole, KeysRole };
    static constexpr std::size_t kMostShown = 200;

    using QAbstractListModel::QAbstractListModel;

    void setEntries(std::vector<PaletteEntry> entries);
    void search(const QString& typed);
    [[nodiscard]] const PaletteEntry& entry(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<PaletteEntry> m_entries;
    std::vector<std::size_t> m_shown;
};

/// Draws an entry: icon, text, muted detail, keys at the right.
class PaletteDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    /// \pre `theme` outlives this object.
    PaletteDelegate(const Theme& theme, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override;

private:
    const Theme& m_theme;
};

}  // namespace telemetryhub::ui
