// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QWidget>

#include "panels/device_model.h"
#include "panels/device_tree.h"
#include "telemetryhub/engine/gateway/gateway_core.h"

class QLabel;
class QLineEdit;
class QMenu;
class QSettings;
class QStackedWidget;

namespace telemetryhub::ui {

class ChannelSelection;
class DeviceActions;
class ElidedLabel;
class ReplayStrip;

/// The tree of devices with its filter, the offer of an empty list, and the undo of a removal.
///
/// Threads: main.
class DevicesPanel : public QWidget {
    Q_OBJECT

public:
    /// Makes the rows' curves and colours of a history.
    struct Curves {
        const engine::SampleStore& history;
        ChannelSelection& selection;
    };

    /// \pre everything passed outlives this object. `connectAction` opens the connect dialog.
    DevicesPanel(DeviceActions& actions, QAction& connectAction, Curves curves, const Theme& theme,
                 QWidget* parent = nullptr);
    /// Stands below the list; it is shown the chosen device.
    void addReplayStrip(ReplayStrip* strip);

    void display(const std::shared_ptr<const engine::Snapshot>& snapshot);
    void focusFilter();
    /// Shows the devices that have `text` alone, such as the word of a state.
    void filterBy(const QString& text);
    /// Makes a device the current one and shows it.
    void choose(engine::DeviceId device);
    [[nodiscard]] DeviceTree* view() const { return m_view; }
    [[nodiscard]] const DeviceModel& model() const { return *m_model; }

    /// Groups, order, and what is folded.
    void saveState(QSettings& settings) const;
    void restoreState(QSettings& settings);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] QWidget* makeFilterRow(QAction& connectAction);
    [[nodiscard]] QWidget* makeEmptyPage(QAction& connectAction);
    [[nodiscard]] QWidget* makeUndoRow();
    void setUpView();
    void clickPart(const QModelIndex& index, DeviceRowPart part);
    void openMenu(const QPoint& position);
    void openMenuBelow(QWidget& button);
    void fillMenu(QMenu& menu, const QModelIndex& index);
    void fillGroupMenu(QMenu& menu, const QModelIndex& group);
    void fillChannelMenu(QMenu& menu, const QModelIndex& channel);
    void addPlaceMenu(QMenu& menu, const QModelIndex& device);
    void addGroup(const QString& firstDevice);
    void commandGroup(const QModelIndex& group, engine::DeviceCommand command);
    void currentChanged();
    void keepACurrentRow();
    void showReplay();

    DeviceActions& m_actions;
    const Theme& m_theme;
    DeviceModel* m_model;
    QStackedWidget* m_pages;
    DeviceTree* m_view;
    QLabel* m_nothing;  ///< in place of the list when the filter leaves none
    QLineEdit* m_filter = nullptr;
    QWidget* m_undoRow = nullptr;
    ElidedLabel* m_undoText = nullptr;
    ReplayStrip* m_replay = nullptr;
    std::shared_ptr<const engine::Snapshot> m_snapshot;
    QString m_current;  ///< the name of the device, which comes back under it
};

}  // namespace telemetryhub::ui
