// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QWidget>

#include "telemetryhub/engine/gateway/snapshot.h"

class QLabel;
class QListView;
class QStackedWidget;

namespace telemetryhub::ui {

class ChannelSelection;
class Theme;
class ValueDelegate;
class ValuesModel;

/// The latest value of every channel, as tiles: two side by side, one when narrow.
///
/// Threads: main.
class ValuesPanel : public QWidget {
    Q_OBJECT

public:
    /// \pre everything passed outlives this object.
    ValuesPanel(const engine::SampleStore& history, ChannelSelection& selection, const Theme& theme,
                QWidget* parent = nullptr);

    void display(const std::shared_ptr<const engine::Snapshot>& snapshot);
    [[nodiscard]] QListView* view() const { return m_view; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fitTiles();

    ValuesModel* m_model;
    ValueDelegate* m_delegate;
    QStackedWidget* m_pages;
    QListView* m_view;
};

}  // namespace telemetryhub::ui
