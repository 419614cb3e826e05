// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QWidget>

#include "panels/device_delegate.h"
#include "panels/device_model.h"

class QLineEdit;
class QListView;
class QSortFilterProxyModel;
class QStackedWidget;

namespace telemetryhub::ui {

class ChannelSelection;
class DeviceActions;
class ElidedLabel;
class ReplayStrip;

/// The list of devices with its filter, the offer of an empty list, and the undo of a removal.
///
/// Threads: main.
class DevicesPanel : public QWidget {
    Q_OBJECT

public:
    /// Makes the rows' curves and colours of a history.
    struct Curves {
        const engine::SampleStore& history;
        const ChannelSelection& selection;
    };

    /// \pre everything passed outlives this object. `connectAction` opens the connect dialog.
    DevicesPanel(DeviceActions& actions, QAction& connectAction, Curves curves, const Theme& theme,
                 QWidget* parent = nullptr);
    /// Stands below the list; it is shown the chosen device.
    void addReplayStrip(ReplayStrip* strip);

    void display(const std::shared_ptr<const engine::Snapshot>& snapshot);
    void focusFilter();
    [[nodiscard]] QListView* view() const { return m_view; }
    [[nodiscard]] const DeviceModel& model() const { return *m_model; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] QWidget* makeFilterRow(QAction& connectAction);
    [[nodiscard]] QWidget* makeEmptyPage(QAction& connectAction);
    [[nodiscard]] QWidget* makeUndoRow();
    void setUpView();
    void clickPart(const QModelIndex& index, DeviceRowPart part);
    void openMenu(const QPoint& position);
    void currentChanged();
    void updateCompact();
    void keepACurrentRow();
    void showReplay();

    DeviceActions& m_actions;
    const Theme& m_theme;
    DeviceModel* m_model;
    QSortFilterProxyModel* m_filtered;
    DeviceDelegate* m_delegate;
    QStackedWidget* m_pages;
    QListView* m_view;
    QLineEdit* m_filter = nullptr;
    QWidget* m_undoRow = nullptr;
    ElidedLabel* m_undoText = nullptr;
    ReplayStrip* m_replay = nullptr;
    std::shared_ptr<const engine::Snapshot> m_snapshot;
};

}  // namespace telemetryhub::ui
