// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include "chart/panel_channels.h"

class QLabel;
class QLineEdit;
class QListView;

namespace telemetryhub::ui {

class ChannelChooserModel;
class Theme;

/// A small list in place over a chart: which channels it shows. The chart goes on below it.
///
/// Closing it deletes it.
///
/// Threads: main.
class ChannelChooser final : public QFrame {
    Q_OBJECT

public:
    /// \pre everything outlives this object.
    ChannelChooser(const ChannelCatalog& catalog, PanelChannels& channels, const Theme& theme,
                   QWidget* parent);

    void focusFilter();
    [[nodiscard]] ChannelChooserModel& model() { return *m_model; }
    [[nodiscard]] QListView* list() { return m_list; }
    [[nodiscard]] QLineEdit* filter() { return m_filter; }
    [[nodiscard]] QSize sizeHint() const override { return {320, 420}; }

signals:
    void closed();

protected:
    void closeEvent(QCloseEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void setFilter(const QString& filter);
    void updateNote();
    void selectFirst();

    ChannelChooserModel* m_model;
    QLineEdit* m_filter;
    QListView* m_list;
    QLabel* m_note;
};

}  // namespace telemetryhub::ui
