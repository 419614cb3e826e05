// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_inspector.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QComboBox>
#include <QDockWidget>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSizeGrip>
#include <QSplitter>
#include <QSplitterHandle>
#include <QStackedWidget>
#include <QTabBar>
#include <QTextEdit>
#include <QToolBar>
#include <QToolButton>

namespace telemetryhub::test {

namespace {

QString describe(const QWidget& widget) {
    const QPoint at = widget.mapTo(widget.window(), QPoint());
    QString text = QStringLiteral("%1 '%2' at %3,%4 %5x%6")
                       .arg(QLatin1String(widget.metaObject()->className()), widget.objectName())
                       .arg(at.x())
                       .arg(at.y())
                       .arg(widget.width())
                       .arg(widget.height());
    if (const auto* label = qobject_cast<const QLabel*>(&widget))
        text += QStringLiteral(" \"%1\"").arg(label->text());
    if (const auto* button = qobject_cast<const QAbstractButton*>(&widget))
        text += QStringLiteral(" \"%1\"").arg(button->text());
    return text + QStringLiteral(" in ") +
           (widget.parentWidget() ? QLatin1String(widget.parentWidget()->metaObject()->className())
                                  : QLatin1String("nothing"));
}

/// Parts that Qt makes inside a widget that has a name.
bool isPartOfAnother(const QWidget& widget) {
    const QWidget* parent = widget.parentWidget();
    if (!parent) return false;
    if (widget.objectName().startsWith(QLatin1String("qt_"))) return true;
    return qobject_cast<const QLineEdit*>(parent) ||
           qobject_cast<const QAbstractSpinBox*>(parent) ||
           qobject_cast<const QComboBox*>(parent) || qobject_cast<const QTabBar*>(parent) ||
           qobject_cast<const QHeaderView*>(&widget) || qobject_cast<const QScrollBar*>(&widget) ||
           qobject_cast<const QAbstractItemView*>(parent) || parent->inherits("QKeySequenceEdit") ||
           widget.inherits("QToolBarExtension");
}

bool isUsed(const QWidget& widget) {
    return qobject_cast<const QAbstractButton*>(&widget) ||
           qobject_cast<const QAbstractItemView*>(&widget) ||
           qobject_cast<const QLineEdit*>(&widget) || qobject_cast<const QComboBox*>(&widget) ||
           qobject_cast<const QAbstractSpinBox*>(&widget) ||
           qobject_cast<const QAbstractSlider*>(&widget) ||
           qobject_cast<const QTextEdit*>(&widget) || widget.inherits("QPlainTextEdit") ||
           widget.inherits("QGraphicsView") || widget.inherits("QKeySequenceEdit");
}

bool isNamed(const QWidget& widget) {
    auto* face = QAccessible::queryAccessibleInterface(const_cast<QWidget*>(&widget));
    return face && !face->text(QAccessible::Name).isEmpty();
}

/// Text that gives way by itself, with all of it in the tooltip.
bool elides(const QWidget& widget) {
    return widget.inherits("telemetryhub::ui::ElidedLabel");
}

bool isCut(const QLabel& label) {
    if (label.text().isEmpty() || elides(label)) return false;
    if (label.wordWrap()) return label.heightForWidth(label.width()) > label.height() + 1;
    // A label that may be narrower than its text says so by its policy.
    if (label.sizePolicy().horizontalPolicy() == QSizePolicy::Ignored) return false;
    return label.sizeHint().width() > label.width() + 1 ||
           label.sizeHint().height() > label.height() + 1;
}

bool isCut(const QAbstractButton& button) {
    if (button.text().isEmpty()) return false;
    if (const auto* tool = qobject_cast<const QToolButton*>(&button))
        if (tool->toolButtonStyle() == Qt::ToolButtonIconOnly) return false;
    const int text = button.fontMetrics().size(Qt::TextShowMnemonic, button.text()).width();
    return text > button.width();
}

bool isOverlay(const QWidget& widget) {
    return widget.property("overlay").toBool() || qobject_cast<const QSizeGrip*>(&widget) ||
           qobject_cast<const QSplitterHandle*>(&widget) || widget.inherits("QRubberBand") ||
           widget.inherits("QTipLabel") || widget.inherits("QMainWindowLayoutSeparatorHelper");
}

/// Docks behind another tab, and unused tab bars, are kept somewhere outside.
bool isBehindTab(const QWidget& widget) {
    for (const QWidget* at = &widget; at && !at->isWindow(); at = at->parentWidget())
        if ((qobject_cast<const QDockWidget*>(at) || qobject_cast<const QTabBar*>(at)) &&
            at->visibleRegion().isEmpty())
            return true;
    return false;
}

/// Where children are meant to be larger than their parent, or behind each other.
bool scrolls(const QWidget& parent) {
    const QWidget* above = parent.parentWidget();
    return qobject_cast<const QAbstractScrollArea*>(&parent) ||
           (above && qobject_cast<const QAbstractScrollArea*>(above)) ||
           qobject_cast<const QStackedWidget*>(&parent) || qobject_cast<const QTabBar*>(&parent);
}

void findCutText(const QWidget& widget, QStringList& problems) {
    const auto* label = qobject_cast<const QLabel*>(&widget);
    const auto* button = qobject_cast<const QAbstractButton*>(&widget);
    if ((label && isCut(*label)) || (button && isCut(*button)))
        problems << QStringLiteral("cut: ") + describe(widget);
}

void findNameless(const QWidget& widget, QStringList& problems) {
    if (isUsed(widget) && !isPartOfAnother(widget) && !isNamed(widget))
        problems << QStringLiteral("no accessible name: ") + describe(widget);
}

void findSpilling(const QWidget& parent, QStringList& problems) {
    if (scrolls(parent) || isPartOfAnother(parent)) return;
    QList<const QWidget*> shown;
    for (const QObject* child : parent.children()) {
        const auto* widget = qobject_cast<const QWidget*>(child);
        if (!widget || widget->isWindow() || !widget->isVisible() || widget->size().isEmpty() ||
            isOverlay(*widget) || isBehindTab(*widget))
            continue;
        if (!parent.rect().contains(widget->geometry()))
            problems << QStringLiteral("sticks out: ") + describe(*widget);
        for (const QWidget* other : shown)
            if (other->geometry().intersects(widget->geometry()))
                problems << QStringLiteral("overlap: %1 and %2")
                                .arg(describe(*other), describe(*widget));
        shown << widget;
    }
}

}  // namespace

QStringList problemsOf(const QWidget& window) {
    QStringList problems;
    findSpilling(window, problems);
    const auto widgets = window.findChildren<QWidget*>();
    for (const QWidget* widget : widgets) {
        if (!widget->isVisible() || widget->window() != &window || widget->size().isEmpty() ||
            isBehindTab(*widget))
            continue;
        findCutText(*widget, problems);
        findNameless(*widget, problems);
        findSpilling(*widget, problems);
    }
    return problems;
}

}  // namespace telemetryhub::test
