// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QPointer>
#include <QTabBar>

namespace telemetryhub::ui {

/// The tabs of the chart pages: renamed in place, moved by drag, closed by the middle button.
///
/// Threads: main.
class ChartTabs final : public QTabBar {
    Q_OBJECT

public:
    explicit ChartTabs(QWidget* parent = nullptr);

    [[nodiscard]] QSize minimumSizeHint() const override;
    /// Opens a field over the tab; Enter takes the name, Esc leaves it.
    void rename(int tab);
    [[nodiscard]] QLineEdit* editor() const { return m_editor; }

signals:
    void renamed(int tab, const QString& name);
    void closeAsked(int tab);
    void menuAsked(int tab, QPoint globalPlace);

protected:
    [[nodiscard]] QSize tabSizeHint(int index) const override;
    [[nodiscard]] QSize minimumTabSizeHint(int index) const override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void takeName();

    QPointer<QLineEdit> m_editor;
    int m_edited = -1;
};

}  // namespace telemetryhub::ui
