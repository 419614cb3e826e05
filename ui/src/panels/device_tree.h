// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <QTreeView>

#include "panels/device_tree_delegate.h"

class QSettings;

namespace telemetryhub::ui {

/// The view of the device tree: what is folded, the keys, drags.
///
/// Threads: main.
class DeviceTree : public QTreeView {
    Q_OBJECT

public:
    /// From so many rows on it scrolls row by row, because each height would have to be asked for.
    static constexpr int kScrollsByRowFrom = 200;

    /// \pre `model` and `theme` outlive this object.
    DeviceTree(DeviceModel& model, const Theme& theme, QWidget* parent);

    /// Brings heights and scrolling in line with what the model shows; narrow or long lists have
    /// rows of one line.
    void settle();
    [[nodiscard]] bool isCompact() const { return m_delegate->isCompact(); }
    void toggleFold(const QModelIndex& index);
    void toggleShown(const QModelIndex& channel);
    /// Moves the row up (-1) or down (1).
    void step(const QModelIndex& index, int by);

    void saveState(QSettings& settings) const;
    void restoreState(QSettings& settings);

signals:
    void partClicked(const QModelIndex& index, telemetryhub::ui::DeviceRowPart part);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void drawBranches(QPainter*, const QRect&, const QModelIndex&) const override {}

private:
    void rowsCame(const QModelIndex& parent, int first, int last);
    void unfoldNew(const QModelIndex& device);
    void noteFold(const QModelIndex& index, bool folded);
    [[nodiscard]] int countRows() const;

    DeviceModel& m_model;
    DeviceTreeDelegate* m_delegate;
    QSet<QString> m_unfolded;  ///< devices whose channels are shown
    QSet<QString> m_folded;    ///< devices that were folded by hand
    bool m_rowsChanged = true;
};

}  // namespace telemetryhub::ui
